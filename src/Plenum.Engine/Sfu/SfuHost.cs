using Plenum.Engine.Io;
using Plenum.Engine.Sfu.Forwarding;
using Plenum.Engine.Sfu.State;
using Plenum.Engine.Shards;
using Plenum.Rtc;
using Plenum.Rtc.Ice;
using Plenum.Rtc.Sdp;

namespace Plenum.Engine.Sfu;

/// <summary>A shard of a node with the rooms that were opened on it, and what answers say of its transport.</summary>
internal sealed class SfuHost : IDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<SfuRoom> _rooms = [];
    private readonly SfuRuntime _runtime;

    /// <exception cref="System.Net.Sockets.SocketException">An address cannot be bound.</exception>
    public SfuHost(string name, IReadOnlyList<TransportAddress> addresses, SfuOptions options, SfuRuntime runtime)
    {
        _runtime = runtime;
        SfuCore? core = null;
        Shard = new MediaShard<SfuHandler>(
            new()
            {
                Name = name,
                Niceness = options.Niceness,
                Io = new UdpIoOptions { Addresses = addresses },
                OpenSockets = runtime.OpenSockets,
                OnFault = fault => options.OnFault(new(name, null, EndsShard: fault.Peer is null, fault.Exception)),
            },
            shard => new SfuHandler(core = new SfuCore(shard, options, runtime)));
        Core = core!;
        Transport = new LocalTransport(
            runtime.Certificate.Fingerprint, [.. CandidatesOf(Shard.Locals)], IsIceLite: true);
    }

    public MediaShard<SfuHandler> Shard { get; }

    public SfuCore Core { get; }

    public LocalTransport Transport { get; }

    public IEntropy Entropy => _runtime.Entropy;

    /// <summary>Whether its shard has so much to do that nobody new should come.</summary>
    public bool RefusesJoins => Core.Load.Overload.RefusesJoins;

    public int RoomCount
    {
        get
        {
            lock (_lock)
                return _rooms.Count;
        }
    }

    /// <summary>An id that nobody guesses: who knows it may change the connection.</summary>
    public ConnectionKey NewConnection()
    {
        Span<byte> random = stackalloc byte[12];
        Entropy.Fill(random);
        return new ConnectionKey(Convert.ToHexStringLower(random));
    }

    public void Open(SfuRoom room, ForwardingRoom forwarding)
    {
        lock (_lock)
            _rooms.Add(room);
        Core.Open(forwarding);
    }

    public void Close(SfuRoom room, ForwardingRoom forwarding)
    {
        lock (_lock)
            _rooms.Remove(room);
        Core.Close(forwarding);
    }

    /// <summary>The shard has died: tells all rooms.</summary>
    public void LoseRooms()
    {
        SfuRoom[] lost;
        lock (_lock)
        {
            lost = [.. _rooms];
            _rooms.Clear();
        }

        foreach (var room in lost)
            room.Lose();
    }

    /// <summary>Describes the shard; null if it is over.</summary>
    public async Task<SfuShardState?> DescribeAsync()
    {
        var described = new TaskCompletionSource<SfuShardState>(TaskCreationOptions.RunContinuationsAsynchronously);
        Shard.Post(() =>
        {
            try
            {
                described.SetResult(StateWriter.Describe(Core));
            }
            catch (Exception exception)
            {
                // A bug in describing must not end what is described.
                described.SetException(exception);
            }
        });
        var first = await Task.WhenAny(described.Task, Shard.Ended).ConfigureAwait(false);
        return first == described.Task ? await described.Task.ConfigureAwait(false) : null;
    }

    public void Dispose() => Shard.Dispose();

    private static IEnumerable<string> CandidatesOf(IReadOnlyList<TransportAddress> locals) =>
        locals.Select((address, order) => new IceCandidate
        {
            Foundation = $"{order + 1}",
            Priority = IcePriority.OfCandidate(IceCandidateType.Host, IcePriority.LocalPreference(address, order)),
            Address = address,
            Type = IceCandidateType.Host,
        }.ToString());
}
