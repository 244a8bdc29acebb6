using System.Collections.Immutable;
using System.Text.Json;
using Plenum.AspNetCore.Hosting;
using Plenum.AspNetCore.Hosting.Media;
using Plenum.Engine.Sfu.State;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Endpoints.Debug;

/// <summary>Puts together what rooms and the SFU say of themselves. Nothing waits for a room that does not answer.</summary>
internal sealed class DebugStateSource(RoomDirectory rooms, MediaState media, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<DebugState> DescribeAsync()
    {
        var sfu = media.Describe() is { } asked ? await asked : new SfuState([]);
        var seen = (await Task.WhenAll(rooms.All.Select(LookAsync))).OfType<DebugRoom>();
        var described = seen.OrderBy(room => room.Name, StringComparer.Ordinal).Select(room => WithMedia(room, sfu)).ToList();
        return new DebugState
        {
            At = clock.GetUtcNow(),
            Peers = described.Sum(room => room.Peers.Count),
            Edges = Sum(described.Select(room => room.Edges)),
            Packets = PacketsOf(sfu.Shards),
            Drops = DropsOf(sfu.Shards),
            Shards = [.. sfu.Shards.Select(Describe)],
            Rooms = described,
        };
    }

    private static async Task<DebugRoom?> LookAsync(RoomHost host)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return await host.LookAsync(Describe, patience.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static DebugRoom Describe(Room room)
    {
        return new DebugRoom
        {
            Name = room.State.Name.Value,
            Topology = NameOf(room.State.Topology),
            Edges = Enum.GetValues<EdgeVia>().ToDictionary(via => via.ToString(), room.Plan.Count),
            Waiting = room.Waiting.Count,
            Participants =
            [
                .. room.Participants.Select(state => new DebugParticipant(
                    state.Id.Value,
                    state.Identity.Value,
                    state.Name,
                    NameOf(state.Role),
                    NameOf(state.Reach),
                    state.Audience,
                    state.Connected,
                    [.. state.Publications.Select(publication => publication.Id.ToString())])),
            ],
        };
    }

    /// <summary>A room has a part on each shard that carries it.</summary>
    private static DebugRoom WithMedia(DebugRoom room, SfuState sfu)
    {
        var parts = sfu.Rooms.Where(part => part.Name == room.Name).ToList();
        return room with
        {
            Shards = [.. parts.Select(part => part.Shard)],
            Peers = [.. parts.SelectMany(part => part.Connections, (part, connection) => Describe(connection, part.Shard))],
            Publications =
            [
                .. parts.SelectMany(part => part.Publications).Select(publication => new DebugPublication(
                    publication.Publication.Value, NameOf(publication.Source), publication.Format, publication.Encodings)),
            ],
        };
    }

    private static DebugPeer Describe(SfuConnectionState connection, string shard) => new(
        connection.Connection.Value,
        connection.Participant.Value,
        shard,
        NameOf(connection.State),
        connection.RoundTrip?.TotalMilliseconds,
        connection.Budget.BitsPerSecond,
        connection.IsBudgetProven,
        connection.WaitingBits,
        [
            .. connection.Slots.Select(state => new DebugSlot(
                state.Slot.Mid,
                state.Slot.IsVideo ? "video" : "audio",
                state.Wanted?.Value,
                state.Shown?.Value,
                state.PacketsForwarded,
                state.PacketsRepeated,
                state.KeyFrames,
                state.Layer is { } layer ? $"{layer.Spatial}.{layer.Temporal}" : null,
                state.IsLeftOut)),
        ]);

    private static DebugShard Describe(SfuShardState shard) => new(
        shard.Name,
        [.. shard.Addresses.Select(address => address.ToString())],
        shard.Rooms.Length,
        shard.Loop.Busy.TotalSeconds,
        shard.Busy,
        NameOf(shard.Overload.Level.Kind),
        shard.Overload.Level.Step,
        shard.Overload.RefusesJoins,
        shard.Schedule?.Niceness,
        shard.Schedule?.Slice.TotalMilliseconds,
        shard.PacketsKept,
        shard.Sockets.ReceiveOverflows,
        shard.Loop.Faults);

    private static DebugPackets PacketsOf(ImmutableArray<SfuShardState> shards) => new(
        shards.Sum(shard => shard.Sockets.ReceivedDatagrams),
        shards.Sum(shard => shard.Sockets.ReceivedBytes),
        shards.Sum(shard => shard.Sockets.SentDatagrams),
        shards.Sum(shard => shard.Sockets.SentBytes),
        shards.Sum(shard => shard.PacketsForwarded),
        shards.Sum(shard => shard.PacketsRepeated),
        shards.Sum(shard => shard.KeyFramesRequested));

    /// <summary>As the wire would write it.</summary>
    private static string NameOf(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static SortedDictionary<string, long> DropsOf(ImmutableArray<SfuShardState> shards)
    {
        var drops = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (reason, count) in shards.SelectMany(shard => shard.Drops))
            drops[reason.ToString()] = drops.GetValueOrDefault(reason.ToString()) + count;
        return drops;
    }

    private static SortedDictionary<string, int> Sum(IEnumerable<IReadOnlyDictionary<string, int>> all)
    {
        var sums = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var via in Enum.GetNames<EdgeVia>())
            sums[via] = all.Sum(edges => edges[via]);
        return sums;
    }
}
