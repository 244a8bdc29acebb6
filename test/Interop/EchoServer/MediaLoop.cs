using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Plenum.Rtc;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.Ice;
using Plenum.Rtc.Ice.Turn;
using Plenum.Rtc.OpenSsl;
using Plenum.Rtc.Sdp;
using Plenum.Rtc.Srtp;

namespace Plenum.Interop.EchoServer;

/// <summary>One thread, one UDP port, all sessions: the smallest thing that can drive peers.</summary>
internal sealed class MediaLoop : IDatagramSink, IDisposable
{
    private const int LongestWait = 5_000;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly ConcurrentQueue<Action> _mailbox = [];
    private readonly Dictionary<int, PeerSession> _sessions = [];
    private readonly Dictionary<TransportAddress, PeerSession> _byAddress = [];
    private readonly List<LossyRelay> _relays = [];
    private readonly byte[] _buffer = new byte[2048];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Thread _thread;
    private int _lastId;
    private volatile bool _isStopped;

    public MediaLoop(IPAddress address)
    {
        _socket.ReceiveBufferSize = 4 << 20;
        _socket.Bind(new IPEndPoint(address, 0));
        Address = TransportAddress.From((IPEndPoint)_socket.LocalEndPoint!);
        Certificate = Crypto.GenerateCertificate();
        _thread = new Thread(Run) { IsBackground = true, Name = "media" };
        _thread.Start();
    }

    public static SystemEntropy Entropy { get; } = new();

    public OpenSslCryptoProvider Crypto { get; } = new();

    public LocalCertificate Certificate { get; }

    public TransportAddress Address { get; }

    /// <summary>The TURN servers that calls go by, and by nothing else; none for calls that go straight.</summary>
    public ImmutableArray<TurnServer> Relays { get; init; } = [];

    public Timestamp Now => new(_clock.ElapsedTicks * 1_000_000 / Stopwatch.Frequency);

    /// <summary>Runs something on the loop's thread, which owns everything else here.</summary>
    public Task<T> RunAsync<T>(Func<T> action)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _mailbox.Enqueue(() =>
        {
            try
            {
                done.SetResult(action());
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        });
        return done.Task;
    }

    public PeerSession? Find(int id) => _sessions.GetValueOrDefault(id);

    /// <summary>Answers an offer with a session that echoes.</summary>
    public (int Id, string Sdp, SdpProblem Problem) Answer(string offer, SrtpProfile[] profiles, double loss)
    {
        var session = new PeerSession(this, profiles, PublicAddress(loss), isServer: true);
        var (sdp, problem) = session.AnswerAgain(offer);
        if (problem.Error == SdpError.None)
            _sessions.Add(++_lastId, session);
        return (_lastId, sdp, problem);
    }

    /// <summary>Makes an offer of ours, whose session plays what it is given.</summary>
    public (int Id, string Sdp, SdpProblem Problem) Call(SrtpProfile[] profiles, string? folder)
    {
        var session = new PeerSession(this, profiles, Address, isServer: false);
        _sessions.Add(++_lastId, session);
        return (_lastId, session.Offer(folder), default);
    }

    public void Remove(int id)
    {
        if (!_sessions.Remove(id, out var session))
            return;
        session.Dispose();
        foreach (var address in _byAddress.Where(entry => entry.Value == session).Select(entry => entry.Key).ToList())
            _byAddress.Remove(address);
    }

    public void Send(ReadOnlySpan<byte> datagram, TransportPath path) =>
        _socket.SendTo(datagram, SocketFlags.None, path.Remote.ToIPEndPoint());

    public void Dispose()
    {
        _isStopped = true;
        _thread.Join();
        foreach (var relay in _relays)
            relay.Dispose();
        _socket.Dispose();
        Certificate.Dispose();
    }

    private TransportAddress PublicAddress(double loss)
    {
        if (loss <= 0)
            return Address;
        var relay = new LossyRelay(Address.ToIPEndPoint(), loss);
        _relays.Add(relay);
        return TransportAddress.From(relay.Address);
    }

    private void Run()
    {
        while (!_isStopped)
        {
            while (_mailbox.TryDequeue(out var action))
                action();
            if (_socket.Poll(WaitInMicroseconds(), SelectMode.SelectRead))
                ReceiveAll();
            foreach (var session in _sessions.Values)
                session.Tick(Now);
        }
    }

    private int WaitInMicroseconds()
    {
        var next = _sessions.Values.Aggregate(Timestamp.Never, (due, session) => Timestamp.Min(due, session.NextDeadline));
        return next == Timestamp.Never ? LongestWait : (int)Math.Clamp(next.Microseconds - Now.Microseconds, 0, LongestWait);
    }

    private void ReceiveAll()
    {
        EndPoint source = new IPEndPoint(IPAddress.Any, 0);
        while (_socket.Available > 0)
        {
            var length = _socket.ReceiveFrom(_buffer, ref source);
            Receive(_buffer.AsSpan(0, length), TransportAddress.From((IPEndPoint)source));
        }
    }

    private void Receive(Span<byte> datagram, TransportAddress source)
    {
        if (IceUsername.TryGetReceiver(datagram, out var fragment))
        {
            var name = System.Text.Encoding.ASCII.GetString(fragment);
            if (_sessions.Values.FirstOrDefault(session => session.UserFragment == name) is { } named)
                _byAddress[source] = named;
        }

        if (_byAddress.TryGetValue(source, out var known))
            known.Receive(datagram, new TransportPath(Address, source), Now);
        else
            OfferToAll(datagram, source);
    }

    // A response to a check of ours comes from an address that has sent no check yet.
    private void OfferToAll(Span<byte> datagram, TransportAddress source)
    {
        foreach (var session in _sessions.Values.Where(session => !session.IsServer))
            session.Receive(datagram, new TransportPath(Address, source), Now);
    }
}
