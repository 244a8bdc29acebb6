using Plenum.Rooms;

namespace Plenum.AspNetCore.Hosting.Media;

/// <summary>A participant and what of theirs reaches somebody through the SFU.</summary>
internal readonly record struct WatchedPublisher(ParticipantId Id, IReadOnlyList<Publication> Publications);
