using Plenum.Rtc.Crypto;
using Plenum.Rtc.Dtls;
using Plenum.Rtc.OpenSsl;
using Plenum.Simulation;

namespace Plenum.Rtc.Tests.Dtls;

/// <summary>A client and a server in a world of their own.</summary>
internal sealed class DtlsPair : IDisposable
{
    public static readonly OpenSslCryptoProvider Crypto = new();

    private static readonly LocalCertificate ClientCertificate = Crypto.GenerateCertificate();
    private static readonly LocalCertificate ServerCertificate = Crypto.GenerateCertificate();
    private static readonly TransportAddress ClientAddress = TransportAddress.Parse("10.0.0.1:4000");
    private static readonly TransportAddress ServerAddress = TransportAddress.Parse("10.0.0.2:5000");

    public DtlsPair(
        int seed = 1,
        LinkProfile? link = null,
        Func<DtlsOptions, DtlsOptions>? client = null,
        Func<DtlsOptions, DtlsOptions>? server = null)
    {
        World = new SimulatedWorld(seed);
        World.Network.DefaultProfile = link ?? LinkProfile.RoundTrip(20);
        var clientOptions = Options(ClientCertificate, ServerCertificate);
        var serverOptions = Options(ServerCertificate, ClientCertificate);
        Client = new DtlsPeer(
            World, DtlsRole.Client, client?.Invoke(clientOptions) ?? clientOptions, Crypto, ClientAddress, ServerAddress);
        Server = new DtlsPeer(
            World, DtlsRole.Server, server?.Invoke(serverOptions) ?? serverOptions, Crypto, ServerAddress, ClientAddress);
    }

    public SimulatedWorld World { get; }

    public DtlsPeer Client { get; }

    public DtlsPeer Server { get; }

    public bool AreConnected =>
        Client.Session.State == DtlsState.Connected && Server.Session.State == DtlsState.Connected;

    public static DtlsOptions Options(LocalCertificate own, LocalCertificate remote) =>
        new() { Certificate = own, RemoteFingerprints = [remote.Fingerprint] };

    public DtlsPair Start()
    {
        Server.Session.Start(World.Now);
        Client.Session.Start(World.Now);
        return this;
    }

    /// <summary>Runs until both are connected; false when the time passes first.</summary>
    public bool Connect(TimeSpan? limit = null) =>
        Start().World.RunUntil(() => AreConnected, limit ?? TimeSpan.FromSeconds(30));

    public void RunFor(double seconds) => World.RunFor(TimeSpan.FromSeconds(seconds));

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
    }
}
