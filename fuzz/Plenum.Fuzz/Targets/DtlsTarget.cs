using Plenum.Rtc;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.Dtls;
using Plenum.Rtc.OpenSsl;

namespace Plenum.Fuzz.Targets;

/// <summary>Feeds a DTLS server with the datagrams of a real client, mangled, in any order, as time passes.</summary>
internal sealed class DtlsTarget : FuzzTarget
{
    private static readonly OpenSslCryptoProvider Crypto = new();
    private static readonly LocalCertificate Certificate = Crypto.GenerateCertificate();

    public override string Name => "dtls";

    public override IReadOnlyList<byte[]> Dictionary { get; } =
        [[22, 254, 253], [20, 254, 253, 0, 0], [21, 254, 253, 0, 0], [23, 254, 253, 0, 1], [1, 0, 0], [11, 0], [16, 0], [0, 14, 0, 5]];

    public override IEnumerable<byte[]> Seeds()
    {
        var toServer = new List<byte[]>();
        Handshake(toServer);
        yield return FuzzScript.Of([.. toServer.Select(datagram => ((byte)0, datagram))]);
        yield return FuzzScript.Of([.. toServer.Take(1).Select(datagram => ((byte)0, datagram)), (1, [20])]);
        foreach (var datagram in toServer)
            yield return FuzzScript.Of([(0, datagram)]);
    }

    public override ulong Run(ReadOnlySpan<byte> input)
    {
        var now = Timestamp.FromMilliseconds(1000);
        var sink = new Sink();
        using var server = new DtlsSession(Crypto, DtlsRole.Server, Options(), sink);
        server.Start(now);
        var mark = new Mark();
        foreach (var (operation, argument) in new FuzzScript(input))
        {
            if ((operation & 1) == 0)
            {
                mark.Add(server.Receive(argument, now, out var reason));
                mark.Add((ulong)reason);
            }
            else
            {
                now += TimeSpan.FromMilliseconds(argument.IsEmpty ? 1 : argument[0] * 50);
                server.Tick(now);
            }

            mark.Add((ulong)server.State);
            mark.AddMagnitude(sink.Datagrams.Count);
        }

        mark.Add((ulong)server.Failure);
        return mark.Value;
    }

    private static DtlsOptions Options() => new() { Certificate = Certificate, RemoteFingerprints = [Certificate.Fingerprint] };

    /// <summary>Lets two sessions shake hands and notes what the client sends.</summary>
    private static void Handshake(List<byte[]> toServer)
    {
        var now = Timestamp.FromMilliseconds(1000);
        var (clientSink, serverSink) = (new Sink(), new Sink());
        using var client = new DtlsSession(Crypto, DtlsRole.Client, Options(), clientSink);
        using var server = new DtlsSession(Crypto, DtlsRole.Server, Options(), serverSink);
        server.Start(now);
        client.Start(now);
        while (clientSink.Datagrams.Count + serverSink.Datagrams.Count > 0)
        {
            while (clientSink.Datagrams.TryDequeue(out var datagram))
            {
                toServer.Add(datagram);
                server.Receive(datagram, now, out _);
            }

            while (serverSink.Datagrams.TryDequeue(out var datagram))
                client.Receive(datagram, now, out _);
        }
    }

    private sealed class Sink : IDtlsSink
    {
        public Queue<byte[]> Datagrams { get; } = new();

        public void SendDatagram(ReadOnlySpan<byte> datagram) => Datagrams.Enqueue(datagram.ToArray());

        public void HandshakeCompleted(DtlsHandshake handshake)
        {
        }

        public void ApplicationDataReceived(ReadOnlySpan<byte> data)
        {
        }

        public void ClosedByPeer()
        {
        }

        public void Failed(DtlsFailure failure)
        {
        }
    }
}
