using System.Collections.Immutable;
using Plenum.Engine.Sfu.State;
using Plenum.Rtc;

namespace Plenum.Engine.Sfu.Forwarding;

/// <summary>Describes a shard for operators, on its own thread.</summary>
internal static class StateWriter
{
    public static SfuShardState Describe(SfuCore core) =>
        new(core.Shard.Name, [.. core.Shard.Locals], [.. core.Rooms.Select(room => Describe(core, room))])
        {
            Loop = core.Shard.Counters,
            Schedule = core.Shard.Schedule,
            Sockets = core.Shard.IoCounters,
            Drops = DropsOf(core),
            Busy = core.Load.Busy,
            Overload = core.Load.Overload,
            PacketsKept = core.Pool.InUse,
            PacketsForwarded = core.Ended.Forwarded + LinesOf(core).Sum(line => line.Slot.PacketsForwarded),
            PacketsRepeated = core.Ended.Repeated + LinesOf(core).Sum(line => line.Slot.PacketsRepeated),
            KeyFramesRequested = core.KeyFramesRequested,
        };

    private static IEnumerable<OutboundLine> LinesOf(SfuCore core) =>
        core.Rooms.SelectMany(room => room.Connections.Values).SelectMany(connection => connection.Lines.Values);

    private static SfuRoomState Describe(SfuCore core, ForwardingRoom room) => new(
        room.Name,
        core.Shard.Name,
        [.. room.Connections.Values.Select(Describe)],
        [.. room.Tracks.All.OfType<InboundTrack>().Select(Describe)]);

    private static SfuConnectionState Describe(SfuConnection connection) => new(
        connection.Key,
        connection.Participant,
        connection.Peer.Peer.State,
        connection.Peer.Peer.RoundTripTime.Smoothed,
        connection.Budget,
        [.. connection.Lines.Values.Select(Describe)])
    {
        IsBudgetProven = connection.IsBudgetProven,
        WaitingBits = connection.Pacing?.QueuedBits ?? 0,
    };

    private static SfuSlotState Describe(OutboundLine line) =>
        new(line.Plan, line.Wanted, line.Shown, line.Slot.PacketsForwarded, line.Slot.PacketsRepeated)
        {
            Layer = line.Slot.Layer,
            KeyFrames = line.Slot.KeyFrames,
            IsLeftOut = line.Slot.IsLeftOut,
        };

    private static SfuPublicationState Describe(InboundTrack track) => new(
        track.Key,
        track.Connection.Participant,
        track.Plan.Offered.Source,
        track.Publication!.Options.Formats[0].Name,
        track.Plan.Encodings);

    private static ImmutableDictionary<DropReason, long> DropsOf(SfuCore core)
    {
        var sum = new DropCounters();
        sum.Add(core.Shard.Counters.Drops);
        sum.Add(core.Drops);
        foreach (var peer in core.Shard.Peers)
            sum.Add(peer.Peer.Drops);
        foreach (var room in core.Rooms)
            sum.Add(room.Media.Drops);
        return Enum.GetValues<DropReason>()
            .Where(reason => sum[reason] > 0)
            .ToImmutableDictionary(reason => reason, reason => sum[reason]);
    }
}
