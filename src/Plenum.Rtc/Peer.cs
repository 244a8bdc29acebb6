using System.Diagnostics.CodeAnalysis;
using Plenum.Rtc.Congestion;
using Plenum.Rtc.Dtls;
using Plenum.Rtc.Ice;
using Plenum.Rtc.Peers;
using Plenum.Rtc.Rtcp;
using Plenum.Rtc.Rtp;
using Plenum.Rtc.Sctp;
using InboundStream = Plenum.Rtc.Peers.InboundStream;
using OutboundStream = Plenum.Rtc.Peers.OutboundStream;

namespace Plenum.Rtc;

/// <summary>
/// One peer connection as a state machine: ICE, DTLS, SRTP, RTP and RTCP over one bundled transport. A shard, a
/// simulation and a fuzzer drive it alike: datagrams and the time go in by <see cref="Receive"/> and <see cref="Tick"/>,
/// media packets come out in place, all else as events that the caller takes afterwards. What the peer itself sends
/// (checks, handshake, feedback, retransmissions) goes to the sink that its ICE agent has; media that the caller sends
/// is protected in the caller's buffer, and the caller sends it.
/// </summary>
public sealed class Peer : IDisposable
{
    private readonly IIceAgent _ice;
    private readonly PeerOptions _options;
    private readonly PeerHandshake _handshake;
    private readonly PeerReceiver _receiver = new();
    private readonly PeerSender _sender;
    private readonly PeerFeedback _feedback;
    private readonly PeerFeedbackReader _feedbackReader;
    private readonly PeerEvents _events = new();
    private PeerData? _data;
    private TransportPath _validated;
    private IceRoute _route;

    /// <summary>A peer that waits for the other side's description.</summary>
    /// <param name="options">What it is made with.</param>
    /// <param name="ice">The way to the other side, lite or full; the peer owns it from now on.</param>
    public Peer(PeerOptions options, IIceAgent ice)
    {
        _options = options;
        _ice = ice;
        _handshake = new PeerHandshake(options, ice);
        _sender = new PeerSender(options, ice, Drops);
        _feedback = new PeerFeedback(options, ice, _receiver, _sender);
        _feedbackReader = new PeerFeedbackReader(options, _receiver, _sender, _feedback, _events);
    }

    /// <summary>Where the connection stands.</summary>
    public PeerState State { get; private set; } = PeerState.Connecting;

    /// <summary>Where media goes: the caller sends there, and leaves <see cref="IceRoute.Overhead"/> bytes before it.</summary>
    public ref readonly IceRoute Route => ref _route;

    /// <summary>What was dropped, and why.</summary>
    public DropCounters Drops { get; } = new();

    /// <summary>The round trip, by the peer's reports.</summary>
    public RoundTripTime RoundTripTime => _feedbackReader.RoundTripTime;

    /// <summary>The data channels; null before <see cref="EnableData"/>.</summary>
    public DataTransport? Data => _data?.Transport;

    /// <summary>The streams that the peer sends, as far as a packet of each has come.</summary>
    public IReadOnlyList<InboundStream> InboundStreams => _receiver.Streams.All;

    /// <summary>The streams that we send.</summary>
    public IReadOnlyList<OutboundStream> OutboundStreams => _sender.Streams;

    /// <summary>
    /// What may be sent to the peer: media, retransmissions and probes together. Where it starts, until the peer's
    /// transport-wide feedback tells more.
    /// </summary>
    public Bitrate TargetBitrate => _sender.Bandwidth.Target;

    /// <summary>
    /// What the peer says it can receive (REMB, draft-alvestrand-rmcat-remb); null until it does. Part of
    /// <see cref="TargetBitrate"/> already where the peer gives transport-wide feedback.
    /// </summary>
    public Bitrate? ReceiverLimit => _sender.Bandwidth.ReceiverLimit;

    /// <summary>What the peer has reported on of all that it is sent.</summary>
    public ReportedPackets Reported => _feedbackReader.Reported;

    /// <summary>The estimator behind <see cref="TargetBitrate"/>; null before the first packet with a transport-wide number.</summary>
    public BandwidthEstimator? Bandwidth => _sender.Bandwidth.Estimator;

    /// <summary>When <see cref="Tick"/> is due, and for whom. Cheap enough to be asked after every batch.</summary>
    public Deadline NextDeadline
    {
        get
        {
            if (State == PeerState.Closed)
                return Deadline.Never;
            var next = Deadline.Earlier(
                _ice.NextDeadline, new Deadline(_handshake.NextDeadline, DeadlineOwner.Dtls));
            if (_data is not null)
                next = Deadline.Earlier(next, new Deadline(_data.Transport.NextDeadline, DeadlineOwner.Sctp));
            if (_sender.Srtp is null)
                return next;
            next = Deadline.Earlier(next, _feedback.NextDeadline);
            return Deadline.Earlier(next, new Deadline(_sender.Bandwidth.NextDeadline, DeadlineOwner.Congestion));
        }
    }

    /// <summary>The part of <see cref="NextDeadline"/> that media moves which is sent: probes, and feedback that is awaited.</summary>
    public Timestamp SendingDeadline => _sender.Bandwidth.NextDeadline;

    /// <summary>
    /// Takes the other side's description, or after a restart its new credentials: fingerprints and DTLS role are those
    /// of the first call.
    /// </summary>
    public void SetRemote(RemoteTransport remote, Timestamp now)
    {
        _ice.SetRemoteCredentials(remote.Credentials);
        _handshake.SetRemote(remote);
        Advance(now);
    }

    /// <summary>Restarts ICE with new credentials; media goes on by the old way until there is a new one.</summary>
    public void RestartIce(IceCredentials local, Timestamp now) => _ice.Restart(local, now);

    /// <summary>Sets the header extensions of both directions.</summary>
    public void SetExtensions(RtpExtensionMap extensions)
    {
        _receiver.SetExtensions(extensions);
        _sender.SetExtensions(extensions);
    }

    /// <summary>Sets in which media sections the peer sends. Sections are told apart by their mid.</summary>
    public void SetReceiveSections(IEnumerable<ReceiveSection> sections) => _receiver.Streams.SetSections(sections);

    /// <summary>Lets data channels be opened, by either side, once the connection is there. Further calls change nothing.</summary>
    /// <exception cref="InvalidOperationException">Before <see cref="SetRemote"/>: the DTLS role decides the ids.</exception>
    public void EnableData(SctpOptions options, Timestamp now)
    {
        if (!_handshake.HasRemote)
            throw new InvalidOperationException("The other side's description comes first.");
        if (_data is not null)
            return;
        _data = new PeerData(_options, options, _handshake, _events);
        _handshake.Data = _data.Transport;
        if (_handshake.IsComplete)
            _data.Transport.Start(now);
    }

    /// <summary>Adds a stream to send.</summary>
    public OutboundStream AddStream(OutboundStreamOptions options) => _sender.Add(options);

    /// <summary>Ends a stream that we send.</summary>
    public void RemoveStream(OutboundStream stream) => _sender.Remove(stream);

    /// <summary>
    /// Takes a datagram. A media packet is decrypted where it lies and returned; anything else is answered through the
    /// sink or becomes an event.
    /// </summary>
    /// <param name="datagram">The datagram; its bytes are the peer's to change.</param>
    /// <param name="path">Our address and theirs.</param>
    /// <param name="now">The time.</param>
    /// <param name="packet">The media packet, if true is returned.</param>
    public bool Receive(Span<byte> datagram, TransportPath path, Timestamp now, out ReceivedRtp packet)
    {
        packet = default;
        var kind = Demultiplexer.Classify(datagram);
        if (kind is PacketKind.TurnChannel or PacketKind.Stun && _ice.TryUnwrap(ref datagram, ref path))
            kind = Demultiplexer.Classify(datagram);

        var drop = DropReason.NotConnected;
        if (State != PeerState.Closed)
        {
            drop = kind switch
            {
                PacketKind.Rtp => ReceiveRtp(datagram, path, now, out packet),
                PacketKind.Rtcp => ReceiveRtcp(datagram, path, now),
                PacketKind.Stun => ReceiveStun(datagram, path, now),
                PacketKind.Dtls => ReceiveDtls(datagram, path, now),
                PacketKind.TurnChannel => DropReason.TurnUnknownChannel,
                _ => DropReason.UnknownProtocol,
            };
        }

        Drops.Count(drop);
        return drop == DropReason.None && kind == PacketKind.Rtp;
    }

    /// <summary>How many steps it takes to reach what <see cref="Receive"/> needs, each by way of the one before.</summary>
    public const int PrefetchLevels = 7;

    /// <summary>A datagram of the peer will be given to <see cref="Receive"/> soon: asks for what feedback needs.</summary>
    /// <param name="level">0 to <see cref="PrefetchLevels"/> less 1, ascending.</param>
    public void PrefetchReceiving(int level)
    {
        if (level == 0)
        {
            Prefetch.Object(_handshake, 2);
            Prefetch.Object(_feedbackReader);
            Prefetch.Object(_feedback, 2);
            Prefetch.Object(_ice, 2);
            Prefetch.Object(_sender, 2);
            return;
        }

        if (level == 1)
        {
            Prefetch.Object(_handshake.Srtp);
            Prefetch.Object(_sender.Bandwidth, 2);
            return;
        }

        _handshake.Srtp?.Inbound.Prefetch(level - 2);
        _sender.Bandwidth.PrefetchFeedback(level - 2);
    }

    /// <summary>A deadline passed.</summary>
    public void Tick(Timestamp now)
    {
        if (State == PeerState.Closed)
            return;
        if (_ice.NextDeadline.At <= now)
            _ice.Tick(now);
        _handshake.Tick(now);
        _data?.Transport.Tick(now);
        if (_sender.Srtp is not null)
        {
            _feedback.Tick(now);
            _sender.Bandwidth.Tick(now);
            _sender.SendPadding(now);
        }

        Advance(now);
    }

    /// <summary>The next thing that happened. Take all after each call that puts something in.</summary>
    public bool TryTakeEvent([NotNullWhen(true)] out PeerEvent? happened) => _events.TryTake(out happened);

    /// <summary>
    /// The next packet that the peer misses of a stream whose packets the owner keeps
    /// (<see cref="OutboundStreamOptions.History"/> is 0).
    /// </summary>
    public bool TryTakeNack(out NackedPacket packet) => _events.TryTakeNack(out packet);

    /// <summary>
    /// Protects a media packet whose header stands at the start of <paramref name="destination"/> and whose payload lies
    /// there behind it or elsewhere: what is forwarded to many is copied for none. Room reserved in the header for a
    /// transport-wide sequence number or absolute send time is filled in.
    /// </summary>
    /// <param name="stream">The stream; the header has its source.</param>
    /// <param name="destination">The header, and room for payload and protection (32 bytes suffice).</param>
    /// <param name="headerLength">All of the header: fixed part, contributing sources, extensions.</param>
    /// <param name="payload">The payload, padding included.</param>
    /// <param name="now">When it leaves.</param>
    /// <param name="length">The bytes to send.</param>
    /// <returns>False when not connected, or for a packet that must not be sent (a number used before).</returns>
    public bool TryProtectRtp(
        OutboundStream stream,
        Span<byte> destination,
        int headerLength,
        ReadOnlySpan<byte> payload,
        Timestamp now,
        out int length) =>
        _sender.TryProtect(stream, destination, headerLength, payload, now, out length);

    /// <summary>A packet of the stream will be protected soon: asks for what that needs (<see cref="Prefetch"/>).</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="level">0 to 5, ascending: what is found by way of what the level before has asked for.</param>
    public void PrefetchSending(OutboundStream stream, int level)
    {
        if (level == 0)
            Prefetch.Object(_sender, 2);
        else
            _sender.Prefetch(level);
        stream.Prefetch(level);
    }

    /// <summary>
    /// Turns a packet sent before (plaintext, with the header it had) into its retransmission and protects it in place.
    /// </summary>
    /// <param name="stream">The stream.</param>
    /// <param name="buffer">The packet, with room for 2 bytes of RTX and the protection.</param>
    /// <param name="packetLength">How much of it is the packet.</param>
    /// <param name="now">When it leaves.</param>
    /// <param name="length">The bytes to send.</param>
    /// <returns>
    /// False when not connected, when retransmission was not negotiated for its payload type, or when retransmissions
    /// take more than half of <see cref="TargetBitrate"/> already.
    /// </returns>
    public bool TryProtectRetransmission(
        OutboundStream stream, Span<byte> buffer, int packetLength, Timestamp now, out int length) =>
        _sender.TryProtectRetransmission(stream, buffer, packetLength, now, out length);

    /// <summary>Protects a copy of a packet and sends it at once: for a client, which has one receiver.</summary>
    public bool TrySendRtp(OutboundStream stream, ReadOnlySpan<byte> packet, Timestamp now) =>
        _sender.TrySend(stream, packet, now);

    /// <summary>Sets the most that could be of use to the peer: probing stops there. 5 Mbit/s until it is called.</summary>
    /// <returns>Whether <see cref="NextDeadline"/> has changed by it.</returns>
    public bool SetDemand(Bitrate demand)
    {
        var before = _sender.Bandwidth.NextDeadline;
        _sender.Bandwidth.SetDemand(demand);
        return _sender.Bandwidth.NextDeadline != before;
    }

    /// <summary>
    /// Sends so much padding (retransmissions of nothing, RFC 4588), about: for a peer without transport-wide feedback,
    /// whose own estimate grows only with what arrives. Others are probed without being asked.
    /// </summary>
    public void SendPadding(int bytes, Timestamp now) => _sender.SendPadding(bytes, now);

    /// <summary>Asks the peer for a key frame, at most every 300 ms.</summary>
    public void RequestKeyFrame(InboundStream stream, Timestamp now)
    {
        if (_sender.Srtp is not null)
            _feedback.RequestKeyFrame(stream, now);
    }

    /// <summary>Ends the connection and tells the peer.</summary>
    public void Close()
    {
        if (State == PeerState.Closed)
            return;
        _feedback.SendGoodbyes();
        End(PeerCloseReason.Local);
    }

    /// <inheritdoc />
    public void Dispose() => Close();

    private DropReason ReceiveRtp(Span<byte> datagram, TransportPath path, Timestamp now, out ReceivedRtp packet)
    {
        packet = default;
        if (_handshake.Srtp is not { } srtp)
            return DropReason.NotConnected;
        return IsValidated(path)
            ? _receiver.Receive(datagram, srtp.Inbound, now, out packet)
            : DropReason.AddressNotValidated;
    }

    private DropReason ReceiveRtcp(Span<byte> datagram, TransportPath path, Timestamp now)
    {
        if (_handshake.Srtp is not { } srtp)
            return DropReason.NotConnected;
        if (!IsValidated(path))
            return DropReason.AddressNotValidated;
        if (!srtp.Inbound.TryUnprotectRtcp(datagram, out var length, out var drop))
            return drop;
        _ice.NoteSignOfLife(path, now);
        NoteReachability();
        return _feedbackReader.Receive(datagram[..length], now);
    }

    private DropReason ReceiveStun(ReadOnlySpan<byte> datagram, TransportPath path, Timestamp now)
    {
        var drop = _ice.Receive(datagram, path, now);
        Advance(now);
        return drop;
    }

    private DropReason ReceiveDtls(ReadOnlySpan<byte> datagram, TransportPath path, Timestamp now)
    {
        if (!IsValidated(path))
            return DropReason.AddressNotValidated;
        var drop = _handshake.Receive(datagram, now);
        Advance(now);
        return drop;
    }

    /// <summary>
    /// Whether something authenticated has come by this path, so that what comes from there may be taken for this
    /// peer's. ICE is asked once per address, and again after it has heard something; not once per packet.
    /// </summary>
    public bool IsValidated(TransportPath path)
    {
        if (path == _validated)
            return true;
        if (!_ice.IsValidated(path))
            return false;
        _validated = path;
        return true;
    }

    /// <summary>What follows when ICE or DTLS has moved.</summary>
    private void Advance(Timestamp now)
    {
        _validated = default;
        NoteRoute();
        _handshake.StartIfPossible(now);
        if (State == PeerState.Connecting && _handshake.IsComplete)
            Connect(now);
        NoteReachability();
        if (EndReason() is { } reason)
            End(reason);
    }

    private void NoteRoute()
    {
        if (_ice.Route == _route)
            return;
        _route = _ice.Route;
        if (!_route.IsNone)
            _events.Add(new PeerEvent.RouteChanged(_route));
    }

    private void Connect(Timestamp now)
    {
        State = PeerState.Connected;
        _sender.Srtp = _handshake.Srtp?.Outbound;
        _data?.Transport.Start(now);
        _events.Add(new PeerEvent.Connected(_handshake.Srtp?.Profile));
    }

    private void NoteReachability()
    {
        var isReachable = _ice.State == IceState.Connected;
        if (State == (isReachable ? PeerState.Disconnected : PeerState.Connected))
        {
            State = isReachable ? PeerState.Connected : PeerState.Disconnected;
            _events.Add(new PeerEvent.ReachabilityChanged(isReachable));
        }
    }

    private PeerCloseReason? EndReason()
    {
        if (_handshake.Failure != DtlsFailure.None)
            return PeerCloseReason.DtlsFailed;
        if (_handshake.IsClosedByPeer)
            return PeerCloseReason.Remote;
        if (_ice.State != IceState.Failed)
            return null;
        return State == PeerState.Connecting ? PeerCloseReason.Unreachable : PeerCloseReason.ConsentExpired;
    }

    private void End(PeerCloseReason reason)
    {
        if (State == PeerState.Closed)
            return;
        _data?.Transport.Abort();
        State = PeerState.Closed;
        _sender.Srtp = null;
        _handshake.Dispose();
        _ice.Close();
        _route = default;
        _events.Add(new PeerEvent.Closed(reason, _handshake.Failure));
    }
}
