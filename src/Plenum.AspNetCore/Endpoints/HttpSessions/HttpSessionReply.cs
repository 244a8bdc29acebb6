using Plenum.AspNetCore.Hosting.Media;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Endpoints.HttpSessions;

/// <summary>What a room answered.</summary>
/// <param name="Room">To the command; done where there was none.</param>
/// <param name="Offer">To the offer, if there was one.</param>
internal readonly record struct HttpSessionReply(RoomReply Room, OfferResult? Offer);
