using Plenum.Rtc;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.Dtls;

namespace Plenum.Benchmarks;

/// <summary>A client and a server that hand each other their datagrams at once.</summary>
internal sealed class DtlsLoopback : IDisposable
{
    private readonly Queue<byte[]> _toClient = new();
    private readonly Queue<byte[]> _toServer = new();

    public DtlsLoopback(ICryptoProvider crypto, LocalCertificate client, LocalCertificate server)
    {
        Client = new DtlsSession(crypto, DtlsRole.Client, Options(client, server), new QueueSink(_toServer));
        Server = new DtlsSession(crypto, DtlsRole.Server, Options(server, client), new QueueSink(_toClient));
    }

    public DtlsSession Client { get; }

    public DtlsSession Server { get; }

    public void Connect()
    {
        Server.Start(Timestamp.Zero);
        Client.Start(Timestamp.Zero);
        Pump();
        if (Client.State != DtlsState.Connected || Server.State != DtlsState.Connected)
            throw new InvalidOperationException("handshake failed");
    }

    public void Pump()
    {
        while (_toServer.Count + _toClient.Count > 0)
        {
            if (_toServer.TryDequeue(out var datagram))
                Server.Receive(datagram, Timestamp.Zero, out _);
            if (_toClient.TryDequeue(out datagram))
                Client.Receive(datagram, Timestamp.Zero, out _);
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
    }

    private static DtlsOptions Options(LocalCertificate own, LocalCertificate remote) =>
        new() { Certificate = own, RemoteFingerprints = [remote.Fingerprint] };

    private sealed class QueueSink(Queue<byte[]> queue) : IDtlsSink
    {
        public void SendDatagram(ReadOnlySpan<byte> datagram) => queue.Enqueue(datagram.ToArray());

        public void HandshakeCompleted(DtlsHandshake handshake)
        {
        }

        public void ApplicationDataReceived(ReadOnlySpan<byte> data)
        {
        }

        public void ClosedByPeer()
        {
        }

        public void Failed(DtlsFailure failure) => throw new InvalidOperationException(failure.ToString());
    }
}
