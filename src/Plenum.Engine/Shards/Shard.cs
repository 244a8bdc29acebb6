using Plenum.Engine.Io;
using Plenum.Rtc;
using Plenum.Rtc.Ice;

namespace Plenum.Engine.Shards;

/// <summary>
/// One thread with its UDP sockets and the peers that live on them. What is not marked as free for all threads belongs
/// to the shard's thread; others say what they want by <see cref="Post"/>.
/// </summary>
public abstract class Shard : IDisposable
{
    private readonly Mailbox<Action> _mailbox;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _stopping;

    private protected Shard(ShardOptions options)
    {
        Options = options;
        Io = options.OpenSockets(options.Io);
        Sender = new(Io);
        _mailbox = new(Io.Wake);
        _thread = new(Run) { Name = options.Name, IsBackground = true };
    }

    /// <summary>The addresses that peers reach it at. Any thread may ask.</summary>
    public IReadOnlyList<TransportAddress> Locals => Io.Locals;

    /// <summary>What its loop did. Any thread may read.</summary>
    public ShardCounters Counters { get; } = new();

    /// <summary>What its sockets did. Any thread may read.</summary>
    public UdpIoCounters IoCounters => Io.Counters;

    /// <summary>Ends when the loop has ended: in order after <see cref="StopAsync"/>, or faulted. Any thread may ask.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Sends to its peers.</summary>
    public ShardSender Sender { get; }

    /// <summary>The time of the loop's present round, for what is done in it.</summary>
    public Timestamp Now { get; private protected set; } = ShardClock.Now;

    /// <summary>When the kernel had the datagram that is handled now, where the sockets say so; else the round's time.</summary>
    public Timestamp ArrivedAt { get; private protected set; }

    /// <summary>
    /// When the loop last ended a round of forwarding, and what that took; nothing where there is no loop (a simulation).
    /// </summary>
    public (Timestamp EndedAt, TimeSpan Took) LastForwarding { get; private protected set; }

    /// <summary>What the present round does is forwarding: what it takes is <see cref="LastForwarding"/>.</summary>
    public void NoteForwarding() => IsForwarding = true;

    private protected bool IsForwarding { get; set; }

    /// <summary>How soon the system lets it run; null before its start, and where it did not ask. Any thread may ask.</summary>
    public ThreadSchedule? Schedule { get; private set; }

    /// <summary>Its name, of its thread and its metrics. Any thread may ask.</summary>
    public string Name => Options.Name;

    /// <summary>The peers on it.</summary>
    public IEnumerable<ShardPeer> Peers => Table.All;

    /// <summary>How many peers are on it. Any thread may ask.</summary>
    public int PeerCount => Table.Count;

    private protected ShardOptions Options { get; }

    private protected UdpIo Io { get; }

    private protected PeerTable Table { get; } = new();

    private protected List<ShardPeer> Touched { get; } = [];

    private protected bool IsStopping => _stopping;

    /// <summary>Starts the loop.</summary>
    public void Start() => _thread.Start();

    /// <summary>Runs something on the shard's thread, soon. Any thread may call it; nothing is run after the end.</summary>
    public void Post(Action action) => _mailbox.Post(action);

    /// <summary>Puts a peer on the shard. Its ICE agent sends by <see cref="Sender"/>.</summary>
    /// <exception cref="ArgumentException">The peer's user fragment is in use on this shard.</exception>
    public ShardPeer Add(Peer peer, IIceAgent ice)
    {
        var added = Table.Add(peer, ice.LocalCredentials.UserFragment);
        Touch(added);
        return added;
    }

    /// <summary>
    /// Opens a socket for a peer alone, closed when the peer is gone: a client, whose many peers may talk to one address
    /// of a server, is told apart only by the socket that a datagram came in by.
    /// </summary>
    /// <param name="peer">The peer.</param>
    /// <param name="address">The address to bind; port 0 lets the system choose.</param>
    /// <returns>The address with its port, for the peer's ICE agent.</returns>
    /// <exception cref="System.Net.Sockets.SocketException">The address cannot be bound.</exception>
    public TransportAddress OpenSocket(ShardPeer peer, TransportAddress address)
    {
        var socket = Io.Open(address);
        Sender.Bind(socket);
        Table.Claim(peer, socket);
        return Io.Locals[socket];
    }

    /// <summary>After an ICE restart of ours: checks find the peer by its new user fragment.</summary>
    public void Rename(ShardPeer peer, string userFragment) => Table.Rename(peer, userFragment);

    /// <summary>
    /// The peer was spoken to other than by a datagram (a description, a stream, a close): its events and deadlines are
    /// looked at before the loop waits again.
    /// </summary>
    public void Touch(ShardPeer peer)
    {
        if (peer.IsTouched || peer.IsGone)
            return;
        peer.IsTouched = true;
        Touched.Add(peer);
    }

    /// <summary>Ends all peers with a goodbye, sends what is left and ends the loop. Any thread may call it.</summary>
    public Task StopAsync()
    {
        _stopping = true;
        Io.Wake();
        return Ended;
    }

    /// <summary>Stops, waits for the thread and closes the sockets.</summary>
    public void Dispose()
    {
        _stopping = true;
        Io.Wake();
        if (_thread.ThreadState.HasFlag(ThreadState.Unstarted))
            _ended.TrySetResult();
        else
            _thread.Join();
        Io.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A bug has come up that is one peer's: it is told and counted, and the peer ends.</summary>
    internal abstract void Fail(ShardPeer peer, Exception exception);

    private protected abstract void Loop();

    /// <summary>Closes what was opened for a peer alone, after its last words.</summary>
    private protected void CloseSockets(ShardPeer peer)
    {
        if (peer.OwnSockets.Count == 0)
            return;
        Sender.Flush();
        foreach (var socket in peer.OwnSockets)
        {
            Sender.Unbind(socket);
            Io.Close(socket);
        }
    }

    private protected void TakeMail()
    {
        while (_mailbox.TryTake(out var action))
            action();
    }

    private void Run()
    {
        try
        {
            if (Options.Niceness is { } niceness)
                Schedule = ThreadSchedule.Hasten(niceness);
            Loop();
            _ended.SetResult();
        }
        catch (Exception exception)
        {
            // The owner of the shard moves or ends its rooms; the process lives.
            Options.OnFault(new(Options.Name, null, exception));
            _ended.SetException(exception);
        }
    }
}
