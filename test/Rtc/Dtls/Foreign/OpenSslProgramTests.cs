using System.Net;
using System.Net.Sockets;
using System.Text;
using Plenum.Rtc.Dtls;
using Plenum.Rtc.Srtp;

namespace Plenum.Rtc.Tests.Dtls.Foreign;

/// <summary>
/// The <c>openssl</c> program as peer: its timers, its retransmissions and its replay windows instead of ours.
/// </summary>
public sealed class OpenSslProgramTests : IDisposable
{
    private const int ExportLength = 56;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly CertificateFiles _files = new();

    [Fact]
    public void It_connects_to_our_server_exports_the_same_keys_and_talks()
    {
        using var host = Server();
        using var client = Client(host.Port);

        Assert.True(host.RunUntil(() => host.Session.State == DtlsState.Connected, Limit), client.Output);
        AssertSameKeys(host, client);

        client.Write("hello from afar");
        Assert.True(host.RunUntil(() => host.Data.Count > 0, Limit));
        Assert.Equal("hello from afar\n", Encoding.ASCII.GetString(host.Data[0]));
        host.Session.TrySend("hello back\n"u8);
        Assert.True(host.RunUntil(() => client.Output.Contains("hello back", StringComparison.Ordinal), Limit));
        client.Write("Q");
        Assert.True(host.RunUntil(() => host.IsClosedByPeer, Limit));
    }

    [Fact]
    public void It_gets_our_last_flight_again_when_that_was_lost()
    {
        using var host = Server();
        var lost = 0;
        host.LosesSent = datagram => CarriesFinished(datagram) && lost++ == 0;
        using var client = Client(host.Port);

        Assert.True(
            host.RunUntil(() => client.Output.Contains("Keying material:", StringComparison.Ordinal), Limit),
            client.Output);
        AssertSameKeys(host, client);
        Assert.True(lost > 1);
    }

    [Theory]
    [InlineData]
    [InlineData("-listen")] // Asks for a cookie first (HelloVerifyRequest)
    public void Our_client_connects_to_its_server(params string[] more)
    {
        var port = FreePort();
        using var server = ServerProgram(port, more);
        using var host = ClientHost(port);

        Assert.True(host.RunUntil(() => host.Session.State == DtlsState.Connected, Limit), server.Output);

        host.Session.TrySend("hello from afar\n"u8);
        Assert.True(
            host.RunUntil(() => server.Output.Contains("hello from afar", StringComparison.Ordinal), Limit),
            server.Output);
        host.Session.Close();
        Assert.True(host.RunUntil(() => server.Output.Contains("DONE", StringComparison.Ordinal), Limit), server.Output);
    }

    /// <summary>
    /// Its server is done once it has sent its Finished and sets no timer. Only a Finished of ours that its replay
    /// window lets through, that is one with a new number, makes it send that again.
    /// </summary>
    [Fact]
    public void Our_repeated_flight_makes_its_server_repeat_a_lost_finished()
    {
        var port = FreePort();
        using var server = ServerProgram(port);
        using var host = ClientHost(port);
        var lost = 0;
        host.LosesReceived = datagram => CarriesFinished(datagram) && lost++ == 0;

        Assert.True(host.RunUntil(() => host.Session.State == DtlsState.Connected, Limit), server.Output);
        Assert.True(lost > 1);
    }

    public void Dispose() => _files.Dispose();

    private static void AssertSameKeys(UdpDtlsHost host, ForeignProcess program)
    {
        Assert.Equal(SrtpProfile.AeadAes128Gcm, host.Session.Handshake!.SrtpProfile);
        var ours = Convert.ToHexString(host.Session.Handshake.SrtpKeyingMaterial.Span);
        Assert.True(
            host.RunUntil(() => program.Output.Contains($"Keying material: {ours}", StringComparison.Ordinal), Limit),
            program.Output);
    }

    private static bool CarriesFinished(ReadOnlySpan<byte> datagram)
    {
        while (DtlsRecord.TryRead(ref datagram, out var record))
        {
            if (record is { Epoch: 1, Type: DtlsContentType.Handshake })
                return true;
        }

        return false;
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private DtlsOptions Options() => new()
    {
        Certificate = DtlsPair.Crypto.GenerateCertificate(),
        RemoteFingerprints = [_files.Fingerprint],
    };

    private UdpDtlsHost Server()
    {
        var host = new UdpDtlsHost(DtlsPair.Crypto, DtlsRole.Server, Options());
        host.Start();
        return host;
    }

    private UdpDtlsHost ClientHost(int port)
    {
        var host = new UdpDtlsHost(
            DtlsPair.Crypto, DtlsRole.Client, Options(), new IPEndPoint(IPAddress.Loopback, port));
        host.Start();
        return host;
    }

    private ForeignProcess Client(int port) => new(
        "openssl", "s_client", "-dtls1_2", "-connect", $"127.0.0.1:{port}", "-cert", _files.Certificate, "-key", _files.Key,
        "-use_srtp", "SRTP_AEAD_AES_128_GCM:SRTP_AES128_CM_SHA1_80", "-keymatexport", "EXTRACTOR-dtls_srtp",
        "-keymatexportlen", $"{ExportLength}");

    private ForeignProcess ServerProgram(int port, params string[] more) => new(
        "openssl",
        [
            "s_server", "-dtls1_2", "-accept", $"127.0.0.1:{port}", "-cert", _files.Certificate, "-key", _files.Key,
            "-Verify", "1", "-use_srtp", "SRTP_AEAD_AES_128_GCM:SRTP_AES128_CM_SHA1_80", .. more,
        ]);
}
