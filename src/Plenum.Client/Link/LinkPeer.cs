using System.Net.Sockets;
using Plenum.Engine.Shards;
using Plenum.Rtc;
using Plenum.Rtc.Ice;
using Plenum.Rtc.Peers;
using Plenum.Rtc.Rtp;
using Plenum.Rtc.Sdp;

namespace Plenum.Client.Link;

/// <summary>
/// A connection to the server's SFU on a shard. Any thread may call what is public; all of it happens on the shard's
/// thread, and what comes of it is told there.
/// </summary>
internal sealed class LinkPeer
{
    private static readonly TransportAddress AnyIPv4 = TransportAddress.FromIPv4(0, 0);
    private static readonly TransportAddress AnyIPv6 = TransportAddress.FromIPv6(0, 0, 0);

    private readonly ClientRuntime _runtime;
    private readonly Shard _shard;
    private readonly Action<LinkEvent> _tell;
    private readonly Dictionary<string, OutboundSection> _sections = [];
    private readonly Dictionary<string, InboundSlot> _slots = [];
    private Dictionary<byte, CodecKind> _codecs = [];
    private byte _audioLevelId;
    private IReadOnlyDictionary<string, RemoteTrack> _bound = new Dictionary<string, RemoteTrack>();
    private IceAgent? _ice;
    private ShardPeer? _peer;

    /// <summary>A peer that waits for its first plan.</summary>
    /// <param name="runtime">Where it runs.</param>
    /// <param name="tell">Is told on the shard's thread, and must not block.</param>
    public LinkPeer(ClientRuntime runtime, Action<LinkEvent> tell) =>
        (_runtime, _shard, _tell) = (runtime, runtime.NextShard(), tell);

    /// <summary>Does what was agreed, the first time or anew.</summary>
    public void Apply(LinkPlan plan) => _shard.Post(() => Run(() =>
    {
        var isFirst = _peer is null;
        var peer = _peer ??= Open(plan.Session);
        _codecs = plan.Session.Media.SelectMany(media => media.Codecs).DistinctBy(codec => codec.PayloadType)
            .ToDictionary(codec => codec.PayloadType, codec => codec.Kind);
        var extensions = plan.Session.CreateExtensionMap();
        _audioLevelId = extensions.IdOf(RtpExtensionKind.AudioLevel);
        peer.Peer.SetExtensions(extensions);
        peer.Peer.SetReceiveSections(plan.Session.ToReceiveSections());
        if (isFirst || plan.Session.RestartsIce)
            Reach(peer, plan.Session, isRestart: !isFirst);
        SetTracks(peer.Peer, plan, extensions);
        _shard.Touch(peer);
    }));

    /// <summary>Sets which track comes on which slot, by mid.</summary>
    public void Bind(IReadOnlyDictionary<string, RemoteTrack> bound) => _shard.Post(() => Run(() =>
    {
        _bound = bound;
        foreach (var slot in _slots.Values)
            Bind(slot);
    }));

    /// <summary>Sends a frame of a track; it is dropped where the connection does not carry the track.</summary>
    public void Send(LocalTrack track, OutgoingMedia media) => _shard.Post(() => Run(() =>
    {
        using (media)
        {
            if (_peer is { } peer && FindSection(track) is { } section)
                section.Send(peer.Peer, media, _shard.Now);
        }

        TouchPeer();
    }));

    /// <summary>Asks for a key frame of a track that comes on a slot.</summary>
    public void RequestKeyFrame(RemoteTrack track) => _shard.Post(() => Run(() =>
    {
        foreach (var slot in _slots.Values.Where(slot => slot.Track == track))
            AskForKeyFrame(slot);
        TouchPeer();
    }));

    /// <summary>Reads figures; null when there is no connection any more.</summary>
    public async Task<ClientStatistics?> DescribeAsync()
    {
        var described = new TaskCompletionSource<ClientStatistics?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _shard.Post(() => described.TrySetResult(_peer is { } peer ? ClientStatistics.Of(peer.Peer) : null));
        var first = await Task.WhenAny(described.Task, _shard.Ended).ConfigureAwait(false);
        return first == described.Task ? await described.Task.ConfigureAwait(false) : null;
    }

    /// <summary>Ends the connection with a goodbye.</summary>
    public void Close() => _shard.Post(() => Run(() =>
    {
        _peer?.Peer.Close();
        TouchPeer();
    }));

    /// <summary>A packet came. On the shard's thread.</summary>
    public void Receive(scoped in ReceivedRtp packet, Timestamp now)
    {
        if (packet.Stream.Tag is not InboundSlot slot)
        {
            slot = SlotOf(packet.Stream);
            packet.Stream.Tag = slot;
        }

        var codec = _codecs.GetValueOrDefault(packet.Packet.Header.PayloadType);
        slot.Receive(packet.Packet, new(codec, _audioLevelId), now);
    }

    /// <summary>Something else happened. On the shard's thread.</summary>
    public void Handle(PeerEvent happened)
    {
        switch (happened)
        {
            case PeerEvent.Connected:
                _tell(new LinkEvent.Connected());
                break;
            case PeerEvent.ReachabilityChanged changed:
                _tell(new LinkEvent.ReachabilityChanged(changed.IsReachable));
                break;
            case PeerEvent.Closed closed:
                _tell(new LinkEvent.Closed(closed.Reason.ToString()));
                break;
            case PeerEvent.KeyFrameRequested { Stream.Tag: OutboundSection { Track: { } track } }:
                _tell(new LinkEvent.KeyFrameRequested(track));
                break;
        }
    }

    /// <summary>An exception has ended the peer.</summary>
    public void Report(Exception exception) => _tell(new LinkEvent.Closed(exception.Message));

    /// <summary>What was posted is this peer's: a bug in it ends the peer, not the shard with everybody else's.</summary>
    private void Run(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception)
        {
            _peer?.Peer.Close();
            TouchPeer();
            Report(exception);
        }
    }

    private ShardPeer Open(NegotiatedSession session)
    {
        _ice = new IceAgent(new(), session.LocalCredentials, _runtime.Entropy, _shard.Sender);
        var peer = new Peer(
            new()
            {
                Crypto = _runtime.Crypto,
                Entropy = _runtime.Entropy,
                Certificate = _runtime.Certificate,
                WallClock = ShardClock.WallClock,
                AllowsReducedSizeRtcp = session.Media.All(media => media.IsRejected || media.UsesReducedSizeRtcp),
            },
            _ice);
        var added = _shard.Add(peer, _ice);
        added.Tag = this;
        return added;
    }

    /// <summary>
    /// Checks the server's candidates. It is ICE-lite and needs none of ours, so a socket of each family bound to no
    /// address does: the system chooses the way, and goes on choosing when the machine's addresses change.
    /// </summary>
    private void Reach(ShardPeer peer, NegotiatedSession session, bool isRestart)
    {
        var candidates = new List<IceCandidate>();
        foreach (var text in session.RemoteCandidates)
        {
            if (IceCandidate.TryParse(text, out var candidate) && candidate!.IsUsable)
                candidates.Add(candidate);
        }

        if (isRestart)
        {
            peer.Peer.RestartIce(session.LocalCredentials, _shard.Now);
            _shard.Rename(peer, session.LocalCredentials.UserFragment);
        }
        else
        {
            OpenSockets(peer, candidates);
        }

        peer.Peer.SetRemote(session.ToRemoteTransport(), _shard.Now);
        foreach (var candidate in candidates)
            _ice!.AddRemoteCandidate(candidate, _shard.Now);
    }

    /// <exception cref="SocketException">No socket can be opened of any family that the server has a candidate of.</exception>
    private void OpenSockets(ShardPeer peer, List<IceCandidate> candidates)
    {
        SocketException? refusal = null;
        var isOpen = false;
        foreach (var any in new[] { AnyIPv4, AnyIPv6 })
        {
            if (!candidates.Exists(candidate => candidate.Address.IsIPv4 == any.IsIPv4))
                continue;
            try
            {
                _ice!.AddLocalAddress(_shard.OpenSocket(peer, any), _shard.Now);
                isOpen = true;
            }
            catch (SocketException missing)
            {
                // A machine without IPv6, say: the other family may do.
                refusal = missing;
            }
        }

        if (!isOpen)
            throw refusal ?? new SocketException((int)SocketError.AddressFamilyNotSupported);
    }

    private void SetTracks(Peer peer, LinkPlan plan, RtpExtensionMap extensions)
    {
        foreach (var media in plan.Session.Media)
        {
            if (media.IsRejected || media.LocalSource is null)
                continue;
            if (!_sections.TryGetValue(media.Mid, out var section))
                _sections[media.Mid] = section = OpenSection(peer, media);
            var track = plan.Tracks.GetValueOrDefault(media.Mid);
            var codec = track is null ? null : LinkPlan.CodecOf(media, track.Codec);
            section.Take(codec is null ? null : track, codec?.PayloadType ?? 0, extensions);
        }
    }

    private OutboundSection OpenSection(Peer peer, NegotiatedMedia media)
    {
        var history = media.Kind == MediaKind.Video ? OutboundSection.History : 0;
        return new OutboundSection(peer.AddStream(media.ToStreamOptions(history)), _runtime.Entropy);
    }

    private OutboundSection? FindSection(LocalTrack track)
    {
        foreach (var section in _sections.Values)
        {
            if (section.Track == track)
                return section;
        }

        return null;
    }

    private InboundSlot SlotOf(InboundStream stream)
    {
        if (!_slots.TryGetValue(stream.Section.Mid, out var slot))
        {
            _slots[stream.Section.Mid] = slot = new InboundSlot(stream.Section.Mid);
            Bind(slot);
        }

        slot.Stream = stream;
        return slot;
    }

    private void Bind(InboundSlot slot)
    {
        // What came before it was known whose it is may have been the key frame.
        if (slot.Bind(_bound.GetValueOrDefault(slot.Mid)))
            AskForKeyFrame(slot);
    }

    private void AskForKeyFrame(InboundSlot slot)
    {
        if (slot.Stream is { } stream && _peer is { } peer)
            peer.Peer.RequestKeyFrame(stream, _shard.Now);
    }

    private void TouchPeer()
    {
        if (_peer is { } peer)
            _shard.Touch(peer);
    }
}
