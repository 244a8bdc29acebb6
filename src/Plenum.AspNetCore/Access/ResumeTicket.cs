using Plenum.Rooms;

namespace Plenum.AspNetCore.Access;

/// <summary>What a resume token holds.</summary>
/// <param name="Room">The room.</param>
/// <param name="Instance">The run of the server that gave it out.</param>
/// <param name="Issued">When.</param>
/// <param name="Expires">From when on it no longer re-admits.</param>
/// <param name="Claims">The participant.</param>
internal sealed record ResumeTicket(
    RoomName Room,
    string Instance,
    DateTimeOffset Issued,
    DateTimeOffset Expires,
    SessionClaims Claims);
