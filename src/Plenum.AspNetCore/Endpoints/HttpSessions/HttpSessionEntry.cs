using Plenum.AspNetCore.Hosting.Media;
using Plenum.Rooms;
using Plenum.Rtc.Sdp;

namespace Plenum.AspNetCore.Endpoints.HttpSessions;

/// <summary>How the sender of an offer enters the room: as whom, and with what media.</summary>
internal sealed record HttpSessionEntry
{
    /// <summary>The command that enters.</summary>
    public required RoomCommand.Join Join { get; init; }

    /// <summary>What is sent in which section, by mid.</summary>
    public IReadOnlyDictionary<string, Cid> Tracks { get; init; } = new Dictionary<string, Cid>();

    /// <summary>What is accepted of the offer.</summary>
    public required NegotiationPolicy Policy { get; init; }

    /// <summary>What fills the receive slots, if there are any.</summary>
    public ISlotFiller? Filler { get; init; }

    /// <summary>How large pictures are shown.</summary>
    public Plenum.Media.Viewport Viewport { get; init; } = Plenum.Media.Viewport.Unknown;
}
