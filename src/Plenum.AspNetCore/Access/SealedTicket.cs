using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Access;

/// <summary>A <see cref="ResumeTicket"/> as JSON, before it is sealed. Only this server reads it: short names.</summary>
internal sealed record SealedTicket
{
    [JsonPropertyName("r")]
    public required string Room { get; init; }

    [JsonPropertyName("s")]
    public required string Instance { get; init; }

    [JsonPropertyName("t")]
    public required DateTimeOffset Issued { get; init; }

    [JsonPropertyName("x")]
    public required DateTimeOffset Expires { get; init; }

    [JsonPropertyName("p")]
    public required string Participant { get; init; }

    [JsonPropertyName("i")]
    public required string Identity { get; init; }

    [JsonPropertyName("n")]
    public required string Name { get; init; }

    [JsonPropertyName("nf")]
    public required bool NameFixed { get; init; }

    [JsonPropertyName("ro")]
    public required Role Role { get; init; }

    [JsonPropertyName("rf")]
    public required bool RoleFixed { get; init; }

    [JsonPropertyName("g")]
    public required Grants Grants { get; init; }

    [JsonPropertyName("j")]
    public required DateTimeOffset JoinedAt { get; init; }

    [JsonPropertyName("w")]
    public required bool Waiting { get; init; }

    [JsonPropertyName("l")]
    public required bool RoomLocked { get; init; }

    [JsonPropertyName("rw")]
    public required bool RoomWaits { get; init; }

    [JsonPropertyName("re")]
    public Reach Reach { get; init; }

    [JsonPropertyName("su")]
    public bool Subscribes { get; init; } = true;

    [JsonPropertyName("to")]
    public TopologyMode? Topology { get; init; }

    [JsonPropertyName("fw")]
    public bool RoomForwards { get; init; }

    public static SealedTicket From(ResumeTicket ticket) => new()
    {
        Room = ticket.Room.Value,
        Instance = ticket.Instance,
        Issued = ticket.Issued,
        Expires = ticket.Expires,
        Participant = ticket.Claims.Participant.Value,
        Identity = ticket.Claims.Identity.Value,
        Name = ticket.Claims.Name,
        NameFixed = ticket.Claims.NameFixed,
        Role = ticket.Claims.Role,
        RoleFixed = ticket.Claims.RoleFixed,
        Grants = ticket.Claims.Grants,
        JoinedAt = ticket.Claims.JoinedAt,
        Waiting = ticket.Claims.Waiting,
        RoomLocked = ticket.Claims.RoomLocked,
        RoomWaits = ticket.Claims.RoomWaits,
        Reach = ticket.Claims.Reach,
        Subscribes = ticket.Claims.Subscribes,
        Topology = ticket.Claims.Topology,
        RoomForwards = ticket.Claims.RoomForwards,
    };

    /// <summary>An older version of the server may have had other rules for ids.</summary>
    public bool TryRead([NotNullWhen(true)] out ResumeTicket? ticket)
    {
        ticket = null;
        if (!RoomName.TryParse(Room, out var room)
            || !ParticipantId.TryParse(Participant, out var participant)
            || !Rooms.Identity.TryParse(Identity, out var identity))
        {
            return false;
        }

        var claims = new SessionClaims
        {
            Participant = participant,
            Identity = identity,
            Name = Name,
            NameFixed = NameFixed,
            Role = Role,
            RoleFixed = RoleFixed,
            Grants = Grants,
            JoinedAt = JoinedAt,
            Waiting = Waiting,
            RoomLocked = RoomLocked,
            RoomWaits = RoomWaits,
            Reach = Reach,
            Subscribes = Subscribes,
            Topology = Topology,
            RoomForwards = RoomForwards,
        };
        ticket = new ResumeTicket(room, Instance, Issued, Expires, claims);
        return true;
    }
}
