using BenchmarkDotNet.Attributes;
using Plenum.Rtc;
using Plenum.Rtc.Ice;
using Plenum.Rtc.Rtp;
using Plenum.Rtc.Stun;

namespace Plenum.Benchmarks;

/// <summary>What each packet costs beside its encryption: reading its header and extensions, answering a check.</summary>
public class PacketBenchmarks
{
    private static readonly TransportPath Path =
        new(TransportAddress.Parse("198.51.100.1:443"), TransportAddress.Parse("192.0.2.1:1000"));

    private readonly RtpExtensionMap _extensions = new();
    private readonly byte[] _check = Check();
    private readonly CountingSink _sink = new();
    private IceLiteAgent _agent = null!;
    private byte[] _packet = [];

    [GlobalSetup]
    public void Setup()
    {
        _agent = new IceLiteAgent(new IceCredentials("server01", "the server's password 0123"), _sink, Timestamp.Zero);
        _agent.SetRemoteCredentials(new IceCredentials("client01", "the client's password 0123"));
        _extensions.TryAdd(1, RtpExtensionKind.Mid);
        _extensions.TryAdd(3, RtpExtensionKind.TransportSequence);
        _packet = Packet();
    }

    [Benchmark(Description = "parse an RTP packet, with its extensions")]
    public int Parse()
    {
        if (!RtpPacket.TryParse(_packet, out var packet))
            throw new InvalidOperationException();

        var values = RtpExtensionValues.Read(packet, _extensions);
        return values.Mid.Length + (values.TransportSequence ?? 0) + packet.Payload.Length;
    }

    [Benchmark(Description = "answer a connectivity check")]
    public int Answer()
    {
        if (_agent.Receive(_check, Path, Timestamp.Zero) != DropReason.None)
            throw new InvalidOperationException();

        return _sink.Count;
    }

    private static byte[] Packet()
    {
        var buffer = new byte[1500];
        RtpPacketWriter.TryBegin(buffer, RtpExtensionForm.OneByte, out var writer);
        writer.SetHeader(96, false, 1, 2, new Ssrc(3));
        writer.TryAddExtension(1, "0"u8);
        writer.TryAddExtension(3, [1, 2]);
        writer.TryWritePayload(new byte[1200]);
        return buffer[..writer.Length];
    }

    private static byte[] Check()
    {
        var writer = new StunWriter(new byte[200], StunClass.Request, StunMethod.Binding, new StunTransactionId(1, 2));
        writer.Add(StunAttributeType.Username, "server01:client01");
        writer.Add(StunAttributeType.IceControlling, 7UL);
        writer.Add(StunAttributeType.Priority, 1U);
        writer.Add(StunAttributeType.UseCandidate);
        writer.AddMessageIntegrity(StunKey.ShortTerm("the server's password 0123"));
        writer.AddFingerprint();
        return writer.Message.ToArray();
    }

    private sealed class CountingSink : IDatagramSink
    {
        public int Count { get; private set; }

        public void Send(ReadOnlySpan<byte> datagram, TransportPath path) => Count++;
    }
}
