using System.Buffers.Binary;
using Plenum.Rtc;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.Dtls;
using Plenum.Rtc.Ice;
using Plenum.Rtc.OpenSsl;
using Plenum.Rtc.Peers;
using Plenum.Rtc.Rtp;

namespace Plenum.Simulation.Tests.Peers;

/// <summary>A peer as an endpoint of the simulated network, with real OpenSSL beneath it and a video to send.</summary>
internal sealed class PeerNode : ISimulatedEndpoint
{
    public const byte VideoType = 96;
    public const byte RetransmissionType = 97;
    public const string Mid = "0";

    private const byte MidId = 1;
    private const byte TransportSequenceId = 2;
    private const byte SendTimeId = 3;

    private static readonly OpenSslCryptoProvider Crypto = new();
    private static readonly LocalCertificate Certificate = Crypto.GenerateCertificate();

    private readonly SimulatedWorld _world;
    private readonly byte[] _packet = new byte[1500];
    private readonly Dictionary<ushort, byte[]> _kept = [];
    private ushort _sequence;
    private uint _timestamp;

    public PeerNode(SimulatedWorld world, IceAgentOptions options, params TransportAddress[] addresses)
        : this(world, new IceAgent(
            options, IceCredentials.Create(world.Random), world.Random.Fork(), new SimulatedSink(world.Network)))
    {
        foreach (var address in addresses)
            AddAddress(address);
    }

    public PeerNode(SimulatedWorld world, TransportAddress address)
        : this(world, new IceLiteAgent(
            IceCredentials.Create(world.Random), new SimulatedSink(world.Network), world.Now))
    {
        Address = address;
        world.Network.Bind(address, this);
    }

    private PeerNode(SimulatedWorld world, IIceAgent ice)
    {
        _world = world;
        Ice = ice;
        Peer = new Peer(
            new PeerOptions
            {
                Crypto = Crypto,
                Entropy = world.Random.Fork(),
                Certificate = Certificate,
                WallClock = new NtpClock(new NtpTime(0xE000_0000_0000_0000)),
            },
            ice);
        var extensions = new RtpExtensionMap();
        extensions.TryAdd(MidId, RtpExtensionKind.Mid);
        extensions.TryAdd(TransportSequenceId, RtpExtensionKind.TransportSequence);
        extensions.TryAdd(SendTimeId, RtpExtensionKind.AbsoluteSendTime);
        Peer.SetExtensions(extensions);
        Peer.SetReceiveSections([new ReceiveSection(Mid, Formats)]);
        _sequence = (ushort)world.Random.Next(ushort.MaxValue);
        world.Add(this);
    }

    public static IReadOnlyList<RtpFormat> Formats { get; } =
    [
        new RtpFormat(VideoType, 90_000) { UsesNack = true, UsesPictureLossIndication = true },
        new RtpFormat(RetransmissionType, 90_000) { RetransmissionOf = VideoType },
    ];

    public IIceAgent Ice { get; }

    public Peer Peer { get; }

    public TransportAddress Address { get; }

    public PeerNode? Other { get; set; }

    public List<PeerEvent> Events { get; } = [];

    /// <summary>The numbers that the sender wrote into the payloads of what arrived.</summary>
    public HashSet<int> Received { get; } = [];

    public int Duplicates { get; private set; }

    public int Sent { get; private set; }

    public ushort LastSequence => (ushort)(_sequence - 1);

    public OutboundStream? Video { get; private set; }

    public static CertificateFingerprint WrongFingerprint { get; } =
        CertificateFingerprint.Of("another certificate"u8, FingerprintAlgorithm.Sha256);

    /// <summary>Whether the node keeps what it sent itself, as an SFU does, instead of the peer.</summary>
    public bool KeepsPackets { get; set; }

    /// <summary>How many packets this node repeated itself.</summary>
    public int Repeated { get; private set; }

    public Timestamp NextDeadline => Peer.NextDeadline.At;

    public static void Introduce(PeerNode client, PeerNode server, DtlsRole clientRole = DtlsRole.Client)
    {
        client.Other = server;
        server.Other = client;
        var serverRole = clientRole == DtlsRole.Client ? DtlsRole.Server : DtlsRole.Client;
        client.Peer.SetRemote(server.Describe(clientRole), client._world.Now);
        server.Peer.SetRemote(client.Describe(serverRole), server._world.Now);
        client.Signal();
        server.Signal();
    }

    /// <summary>Writes a packet of video with the number in its payload, and room for what the peer stamps.</summary>
    public static int WritePacket(Span<byte> buffer, ushort sequence, uint timestamp, Ssrc ssrc, bool isLast, int number)
    {
        RtpPacketWriter.TryBegin(buffer, RtpExtensionForm.OneByte, out var writer);
        writer.SetHeader(VideoType, isLast, sequence, timestamp, ssrc);
        writer.TryAddExtension(MidId, "0"u8);
        writer.TryReserveExtension(TransportSequenceId, 2, out _);
        writer.TryReserveExtension(SendTimeId, 3, out _);
        writer.TryReservePayload(1000, out var payload);
        BinaryPrimitives.WriteInt32BigEndian(payload, number);
        return writer.Length;
    }

    /// <summary>What the other side is told of this one.</summary>
    public RemoteTransport Describe(DtlsRole roleOfOther) =>
        new(Ice.LocalCredentials, [Certificate.Fingerprint], roleOfOther);

    public long Drops(DropReason reason) => Peer.Drops[reason];

    public void AddAddress(TransportAddress address)
    {
        _world.Network.Bind(address, this);
        ((IceAgent)Ice).AddLocalAddress(address, _world.Now);
    }

    public void Receive(Span<byte> datagram, TransportAddress source, TransportAddress destination, Timestamp now)
    {
        if (Peer.Receive(datagram, new TransportPath(destination, source), now, out var packet))
        {
            Assert.Equal(Mid, packet.Stream.Section.Mid);
            Assert.True(packet.Packet.Bytes.SequenceEqual(datagram.Slice(packet.Offset, packet.Length)));
            if (!Received.Add(BinaryPrimitives.ReadInt32BigEndian(packet.Packet.Payload)))
                Duplicates++;
        }

        AfterInput();
    }

    public void Tick(Timestamp now)
    {
        Peer.Tick(now);
        AfterInput();
    }

    /// <summary>Sends frames of video at 30 a second, each of some packets, for a span from now on.</summary>
    public void SendVideo(TimeSpan span, int packetsPerFrame = 4)
    {
        Video ??= Peer.AddStream(new OutboundStreamOptions(new Ssrc(0x1000), 90_000)
        {
            RetransmissionSsrc = new Ssrc(0x2000),
            Formats = Formats,
            History = KeepsPackets ? 0 : 1024,
        });
        var end = _world.Now + span;
        SendFrames(end, packetsPerFrame);
    }

    /// <summary>Sends frames that use what the estimate allows, for a span from now on.</summary>
    public void SendAdaptiveVideo(TimeSpan span)
    {
        SendVideo(TimeSpan.FromMilliseconds(1));
        var end = _world.Now + span;
        var credit = 0.0;
        void SendFrame()
        {
            credit += Peer.TargetBitrate.BitsPerSecond / 8.0 / 30;
            for (; credit > 1040; credit -= 1040)
                SendPacket(isLast: credit < 2080);
            _timestamp += 3000;
            if (_world.Now < end)
                _world.After(TimeSpan.FromMilliseconds(1000.0 / 30), SendFrame);
        }

        SendFrame();
    }

    private void SendFrames(Timestamp end, int packetsPerFrame)
    {
        if (_world.Now >= end)
            return;
        for (var i = 0; i < packetsPerFrame; i++)
            SendPacket(isLast: i == packetsPerFrame - 1);
        _timestamp += 3000;
        _world.After(TimeSpan.FromMilliseconds(1000.0 / 30), () => SendFrames(end, packetsPerFrame));
    }

    private void SendPacket(bool isLast)
    {
        var length = WritePacket(_packet, _sequence, _timestamp, Video!.Ssrc, isLast, Sent);
        if (!Peer.TrySendRtp(Video, _packet.AsSpan(0, length), _world.Now))
            return;
        if (KeepsPackets)
            _kept[_sequence] = _packet.AsSpan(0, length).ToArray();
        _sequence++;
        Sent++;
    }

    private void AfterInput()
    {
        while (Peer.TryTakeEvent(out var happened))
            Events.Add(happened);
        while (Peer.TryTakeNack(out var missing))
            Repeat(missing);
        Signal();
    }

    private void Repeat(NackedPacket missing)
    {
        var packet = _kept[missing.SequenceNumber];
        packet.CopyTo(_packet, 0);
        Assert.True(Peer.TryProtectRetransmission(missing.Stream, _packet, packet.Length, _world.Now, out var length));
        _world.Network.Send(Peer.Route.Path.Local, Peer.Route.Path.Remote, _packet.AsSpan(0, length));
        Repeated++;
    }

    private void Signal()
    {
        if (Other is not { Ice: IceAgent other })
        {
            while (Ice is IceAgent own && own.TryTakeLocalCandidate(out _))
                continue;
            return;
        }

        if (Ice is not IceAgent full)
        {
            other.AddRemoteCandidate(
                new IceCandidate
                {
                    Foundation = "1",
                    Priority = IcePriority.OfCandidate(IceCandidateType.Host, ushort.MaxValue),
                    Address = Address,
                    Type = IceCandidateType.Host,
                },
                _world.Now);
            return;
        }

        while (full.TryTakeLocalCandidate(out var candidate))
            other.AddRemoteCandidate(candidate!, _world.Now);
    }
}
