using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.Dtls;

namespace Plenum.Rtc.Tests.Dtls.Foreign;

/// <summary>A session on a real socket and the real clock, for peers that are programs of their own.</summary>
internal sealed class UdpDtlsHost : IDtlsSink, IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly long _origin = Stopwatch.GetTimestamp();
    private readonly byte[] _buffer = new byte[4096];
    private EndPoint? _remote;

    public UdpDtlsHost(ICryptoProvider crypto, DtlsRole role, DtlsOptions options, IPEndPoint? remote = null)
    {
        _remote = remote;
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Session = new DtlsSession(crypto, role, options, this);
    }

    public DtlsSession Session { get; }

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public List<byte[]> Data { get; } = [];

    public bool IsClosedByPeer { get; private set; }

    /// <summary>Which datagrams to the peer get lost.</summary>
    public Func<byte[], bool> LosesSent { get; set; } = _ => false;

    /// <summary>Which datagrams from the peer get lost.</summary>
    public Func<byte[], bool> LosesReceived { get; set; } = _ => false;

    public void Start() => Session.Start(Now);

    /// <summary>Runs socket and deadlines until the condition holds; false when it took too long.</summary>
    public bool RunUntil(Func<bool> condition, TimeSpan limit)
    {
        var end = Now + limit;
        while (!condition())
        {
            if (Now >= end)
                return false;
            var wait = Timestamp.Min(Session.NextDeadline, end) - Now;
            var microseconds = (int)Math.Clamp(wait.TotalMicroseconds, 0, 20_000);
            if (_socket.Poll(microseconds, SelectMode.SelectRead))
                ReceiveOne();
            if (Session.NextDeadline <= Now)
                Session.Tick(Now);
        }

        return true;
    }

    public void SendDatagram(ReadOnlySpan<byte> datagram)
    {
        if (!LosesSent(datagram.ToArray()) && _remote is not null)
            _socket.SendTo(datagram, _remote);
    }

    public void HandshakeCompleted(DtlsHandshake handshake)
    {
    }

    public void ApplicationDataReceived(ReadOnlySpan<byte> data) => Data.Add(data.ToArray());

    public void ClosedByPeer() => IsClosedByPeer = true;

    public void Failed(DtlsFailure failure)
    {
    }

    public void Dispose()
    {
        Session.Dispose();
        _socket.Dispose();
    }

    private Timestamp Now => new((long)Stopwatch.GetElapsedTime(_origin).TotalMicroseconds);

    private void ReceiveOne()
    {
        EndPoint sender = new IPEndPoint(IPAddress.Any, 0);
        var length = _socket.ReceiveFrom(_buffer, ref sender);
        _remote = sender;
        var datagram = _buffer[..length];
        if (!LosesReceived(datagram))
            Session.Receive(datagram, Now, out _);
    }
}
