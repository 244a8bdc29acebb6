using System.Buffers.Binary;
using Plenum.Rtc;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.Dtls;
using Plenum.Rtc.Ice;
using Plenum.Rtc.OpenSsl;
using Plenum.Rtc.Peers;
using Plenum.Rtc.Rtp;
using Plenum.Rtc.Sctp;
using Plenum.Rtc.Srtp;
using Plenum.Rtc.Stun;
using Plenum.Simulation;
using OutboundStream = Plenum.Rtc.Peers.OutboundStream;

namespace Plenum.Fuzz.Targets;

/// <summary>
/// A client that has done everything right up to now: it has a path, keys, and the server's trust. It holds the peer
/// under test and can put anything into any of its layers.
/// </summary>
internal sealed class HostileClient : IDatagramSink, IDtlsSink, IDataSink, IDisposable
{
    private static readonly OpenSslCryptoProvider Crypto = new();
    private static readonly LocalCertificate Certificate = Crypto.GenerateCertificate();
    private static readonly IceCredentials ServerCredentials = new("server01", "the server's password 0123");
    private static readonly IceCredentials ClientCredentials = new("client01", "the client's password 0123");
    private static readonly byte[] Key = StunKey.ShortTerm(ServerCredentials.Password);
    private static readonly TransportPath Path =
        new(TransportAddress.Parse("198.51.100.1:443"), TransportAddress.Parse("192.0.2.1:1000"));

    private readonly Queue<byte[]> _toClient = new();
    private readonly DtlsSession _dtls;
    private readonly byte[] _buffer = new byte[16_384];
    private SrtpSession? _srtp;
    private readonly DataTransport _data;
    private readonly byte[] _sctpHeader = new byte[SctpHeader.Length];
    private uint _firstTsn;

    public HostileClient()
    {
        Peer = new Peer(
            new PeerOptions { Crypto = Crypto, Entropy = new SeededRandom(5), Certificate = Certificate },
            new IceLiteAgent(ServerCredentials, this, Now));
        Configure();
        _dtls = new DtlsSession(
            Crypto,
            DtlsRole.Client,
            new DtlsOptions { Certificate = Certificate, RemoteFingerprints = [Certificate.Fingerprint] },
            this);
        Peer.SetRemote(new RemoteTransport(ClientCredentials, [Certificate.Fingerprint], DtlsRole.Server), Now);
        Peer.EnableData(new SctpOptions { ReceiveBuffer = 65_536, SendBuffer = 65_536 }, Now);
        SendStun(SignedStun.Check(nominates: true, controlling: true));
        _data = new DataTransport(new SctpOptions(), DtlsRole.Client, new SeededRandom(6), this);
        _dtls.Start(Now);
        Exchange();
        _data.Start(Now);
        Exchange();
        if (Peer.State != PeerState.Connected || _srtp is null || _data.State != SctpState.Established)
            throw new InvalidOperationException("the client did not get in");
    }

    public Peer Peer { get; }

    public Timestamp Now { get; private set; } = Timestamp.FromMilliseconds(1000);

    public OutboundStream Stream { get; private set; } = null!;

    public int MediaPackets { get; private set; }

    public int Events { get; private set; }

    public void SendRaw(ReadOnlySpan<byte> datagram, bool isKnownAddress)
    {
        var path = isKnownAddress ? Path : Path with { Remote = Path.Remote.WithPort(6666) };
        if (Peer.Receive(datagram.ToArray(), path, Now, out var packet))
            Read(packet);
        Exchange();
    }

    public void SendStun(ReadOnlySpan<byte> input) =>
        SendRaw(SignedStun.From(input, "server01:client01", Key, new StunTransactionId(1, 2)), isKnownAddress: true);

    public void SendRtp(ReadOnlySpan<byte> plaintext)
    {
        plaintext.CopyTo(_buffer);
        if (_srtp!.Outbound.TryProtectRtp(_buffer, plaintext.Length, out var length))
            SendRaw(_buffer.AsSpan(0, length), isKnownAddress: true);
    }

    public void SendRtcp(ReadOnlySpan<byte> plaintext)
    {
        plaintext.CopyTo(_buffer);
        if (_srtp!.Outbound.TryProtectRtcp(_buffer, plaintext.Length, out var length))
            SendRaw(_buffer.AsSpan(0, length), isKnownAddress: true);
    }

    /// <summary>
    /// Sends chunks in an SCTP packet of the open association: tag and checksum are right, and transmission sequence
    /// numbers count from the first that the server expects.
    /// </summary>
    public void SendChunks(ReadOnlySpan<byte> chunks)
    {
        var packet = _buffer.AsSpan(0, SctpHeader.Length + chunks.Length);
        _sctpHeader.CopyTo(packet);
        chunks.CopyTo(packet[SctpHeader.Length..]);
        for (var at = SctpHeader.Length; at + 8 <= packet.Length;)
        {
            var number = packet[(at + 4)..];
            if (packet[at] is (byte)ChunkType.Data or (byte)ChunkType.ForwardTsn)
                BinaryPrimitives.WriteUInt32BigEndian(number, _firstTsn + (uint)(sbyte)number[3]);
            at += Math.Max(4, (BinaryPrimitives.ReadUInt16BigEndian(packet[(at + 2)..]) + 3) & ~3);
        }

        SctpChecksum.Write(packet);
        _dtls.TrySend(packet);
        Exchange();
    }

    public void Pass(TimeSpan span)
    {
        Now += span;
        Peer.Tick(Now);
        if (Peer.NextDeadline.At <= Now)
            throw new InvalidOperationException($"the deadline of {Peer.NextDeadline.Owner} does not move on");
        Exchange();
    }

    public void SendFromServer(int payload)
    {
        var packet = new byte[1400];
        RtpHeaderWriter.Write(packet, 96, false, (ushort)Stream.PacketsSent, 0, Stream.Ssrc);
        Peer.TrySendRtp(Stream, packet.AsSpan(0, RtpHeader.FixedLength + Math.Min(payload, 1200)), Now);
    }

    public void Dispose()
    {
        Peer.Dispose();
        _dtls.Dispose();
        _srtp?.Dispose();
    }

    void IDatagramSink.Send(ReadOnlySpan<byte> datagram, TransportPath path) => _toClient.Enqueue(datagram.ToArray());

    void IDtlsSink.SendDatagram(ReadOnlySpan<byte> datagram)
    {
        Peer.Receive(datagram.ToArray(), Path, Now, out _);
    }

    void IDtlsSink.HandshakeCompleted(DtlsHandshake handshake) => _srtp = SrtpSession.Create(
        Crypto, handshake.SrtpProfile!.Value, handshake.SrtpKeyingMaterial.Span, DtlsRole.Client);

    void IDtlsSink.ApplicationDataReceived(ReadOnlySpan<byte> data) => _data.Receive(data, Now, out _);

    void IDataSink.SendPacket(ReadOnlySpan<byte> packet)
    {
        packet[..SctpHeader.Length].CopyTo(_sctpHeader);
        if (packet[SctpHeader.Length] == (byte)ChunkType.Init)
            _firstTsn = BinaryPrimitives.ReadUInt32BigEndian(packet[(SctpHeader.Length + 16)..]);
        _dtls.TrySend(packet);
    }

    void IDataSink.ChannelOpened(DataChannel channel)
    {
    }

    void IDataSink.MessageReceived(DataChannel channel, ReadOnlySpan<byte> message, bool isText)
    {
    }

    void IDataSink.BufferedAmountLow(DataChannel channel)
    {
    }

    void IDataSink.ChannelClosed(DataChannel channel)
    {
    }

    void IDataSink.Closed(SctpCloseReason reason)
    {
    }

    void IDtlsSink.ClosedByPeer()
    {
    }

    void IDtlsSink.Failed(DtlsFailure failure)
    {
    }

    private void Configure()
    {
        var extensions = new RtpExtensionMap();
        for (var kind = RtpExtensionKind.Mid; (int)kind < RtpExtensionUris.KindCount; kind++)
            extensions.TryAdd((byte)kind, kind);
        RtpFormat[] formats =
        [
            new(96, 90_000) { UsesNack = true, UsesPictureLossIndication = true },
            new(97, 90_000) { RetransmissionOf = 96 },
        ];
        Peer.SetExtensions(extensions);
        Peer.SetReceiveSections(
        [
            new ReceiveSection("0", formats),
            new ReceiveSection("1", [new RtpFormat(111, 48_000)]),
        ]);
        Stream = Peer.AddStream(new OutboundStreamOptions(new Ssrc(2), 90_000)
        {
            RetransmissionSsrc = new Ssrc(3),
            Formats = formats,
            History = 64,
        });
    }

    private void Exchange()
    {
        while (_toClient.TryDequeue(out var datagram))
        {
            if (Demultiplexer.Classify(datagram) == PacketKind.Dtls)
                _dtls.Receive(datagram, Now, out _);
        }

        while (Peer.TryTakeEvent(out _))
            Events++;
        while (Peer.TryTakeNack(out _))
            Events++;
    }

    private void Read(in ReceivedRtp packet)
    {
        MediaPackets++;
        if (packet.Packet.Payload.Length > packet.Length || packet.Extensions.Mid.Length > packet.Length)
            throw new InvalidOperationException("a packet that is larger than itself");
    }
}
