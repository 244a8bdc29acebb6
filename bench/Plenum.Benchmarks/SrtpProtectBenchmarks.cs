using System.Buffers.Binary;
using BenchmarkDotNet.Attributes;
using Plenum.Rtc.Dtls;
using Plenum.Rtc.OpenSsl;
using Plenum.Rtc.Srtp;

namespace Plenum.Benchmarks;

/// <summary>One RTP packet with 1200 bytes of payload, protected.</summary>
public class SrtpProtectBenchmarks
{
    private const int HeaderLength = 20;
    private const int PayloadLength = 1200;

    private readonly byte[] _payload = new byte[PayloadLength];
    private readonly byte[] _buffer = new byte[2048];
    private SrtpSession _sender = null!;
    private ushort _sequence;

    [ParamsAllValues]
    public SrtpProfile Profile { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var crypto = new OpenSslCryptoProvider();
        var keys = new byte[SrtpProfileParameters.Of(Profile).KeyingMaterialLength];
        _sender = SrtpSession.Create(crypto, Profile, keys, DtlsRole.Client);
    }

    [Benchmark(Description = "protect, payload encrypted from the shared packet")]
    public bool Protect()
    {
        WriteHeader();
        return _sender.Outbound.TryProtectRtp(_buffer, HeaderLength, _payload, out _);
    }

    [Benchmark(Description = "copy, then protect in place")]
    public bool CopyAndProtect()
    {
        WriteHeader();
        _payload.CopyTo(_buffer, HeaderLength);
        return _sender.Outbound.TryProtectRtp(_buffer, HeaderLength + PayloadLength, out _);
    }

    private void WriteHeader()
    {
        _buffer[0] = 0x90;
        _buffer[1] = 96;
        BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(2), _sequence++);
        BinaryPrimitives.WriteUInt32BigEndian(_buffer.AsSpan(8), 0x1234);
        BinaryPrimitives.WriteUInt32BigEndian(_buffer.AsSpan(12), 0xBEDE0001);
    }
}
