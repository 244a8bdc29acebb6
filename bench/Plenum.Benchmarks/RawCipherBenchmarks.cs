using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.OpenSsl;

namespace Plenum.Benchmarks;

/// <summary>The ciphers alone, 1200 bytes and a header of 20: what protecting a packet cannot be cheaper than.</summary>
public class RawCipherBenchmarks
{
    private const int TagLength = 16;

    private static readonly AesGcm SystemGcm = new(new byte[16], TagLength);

    private readonly byte[] _iv = new byte[12];
    private readonly byte[] _counter = new byte[16];
    private readonly byte[] _header = new byte[20];
    private readonly byte[] _trailer = new byte[4];
    private readonly byte[] _payload = new byte[1200];
    private readonly byte[] _output = new byte[1200 + TagLength];
    private readonly byte[] _tag = new byte[TagLength];
    private PacketCipher _gcm = null!;
    private PacketCipher _counterMode = null!;

    [GlobalSetup]
    public void Setup()
    {
        var crypto = new OpenSslCryptoProvider();
        _gcm = crypto.CreateAesGcm(new byte[16]);
        _counterMode = crypto.CreateAesCounterHmacSha1(new byte[16], new byte[20], 10);
    }

    [Benchmark(Baseline = true, Description = "AES-128-GCM, libcrypto")]
    public void Gcm() => _gcm.Seal(_iv, _header, _payload, [], _output);

    [Benchmark(Description = "AES-128-CM + HMAC-SHA1-80, libcrypto")]
    public void CounterMode() => _counterMode.Seal(_counter, _header, _payload, _trailer, _output);

    [Benchmark(Description = "AES-128-GCM, System.Security.Cryptography")]
    public void System() => SystemGcm.Encrypt(_iv, _payload, _output.AsSpan(0, _payload.Length), _tag, _header);
}
