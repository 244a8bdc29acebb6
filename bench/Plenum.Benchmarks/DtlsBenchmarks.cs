using BenchmarkDotNet.Attributes;
using Plenum.Rtc.OpenSsl;

namespace Plenum.Benchmarks;

/// <summary>DTLS handshakes, and data over an established session.</summary>
public class DtlsBenchmarks
{
    private static readonly OpenSslCryptoProvider Crypto = new();
    private static readonly OpenSslCertificate ClientCertificate = OpenSslCertificate.Generate();
    private static readonly OpenSslCertificate ServerCertificate = OpenSslCertificate.Generate();
    private static readonly DtlsLoopback Established = new(Crypto, ClientCertificate, ServerCertificate);

    private readonly byte[] _data = new byte[1100];

    [GlobalSetup]
    public void Setup() => Established.Connect();

    [Benchmark(Description = "handshake, client and server together")]
    public void Handshake()
    {
        using var loopback = new DtlsLoopback(Crypto, ClientCertificate, ServerCertificate);
        loopback.Connect();
    }

    [Benchmark(Description = "1100 bytes of application data, sent and received")]
    public void Data()
    {
        Established.Client.TrySend(_data);
        Established.Pump();
    }
}
