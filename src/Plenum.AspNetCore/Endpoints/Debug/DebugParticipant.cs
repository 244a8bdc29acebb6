namespace Plenum.AspNetCore.Endpoints.Debug;

/// <summary>Somebody in a room.</summary>
internal sealed record DebugParticipant(
    string Id, string Identity, string Name, string Role, string Reach, bool Audience, bool Connected, IReadOnlyList<string> Publications);
