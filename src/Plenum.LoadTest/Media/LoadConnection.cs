using System.Collections.Immutable;
using System.Text;
using Plenum.Engine.Shards;
using Plenum.LoadTest.Figures;
using Plenum.LoadTest.Sources;
using Plenum.Rtc;
using Plenum.Rtc.Ice;
using Plenum.Rtc.Peers;
using Plenum.Rtc.Rtp;
using Plenum.Rtc.Sdp;
using Plenum.Rtc.Srtp;

namespace Plenum.LoadTest.Media;

/// <summary>
/// One peer connection of a participant: offers, sends its clips, counts what comes, and answers as a browser does.
/// Offer, start and close may be called by any thread; the rest belongs to its media thread.
/// </summary>
internal sealed class LoadConnection
{
    private const int History = 512;
    private const int VideoClockRate = 90_000;
    private static readonly TransportAddress AnyIPv4 = TransportAddress.FromIPv4(0, 0);
    private static readonly TransportAddress AnyIPv6 = TransportAddress.FromIPv6(0, 0, 0);

    private readonly MediaThread _thread;
    private readonly LoadMedia _media;
    private readonly ConnectionPlan _plan;
    private readonly OpeningPolicy _opening;
    private readonly IceAgent _ice;
    private readonly LocalOffer _offer;
    private readonly Timestamp _joinedFrom;
    private readonly List<InboundLine> _lines = [];
    private readonly List<ClipSender> _senders = [];
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private NegotiatedSession? _session;
    private ShardPeer? _shardPeer;
    private bool _hasPacket;
    private bool _hasKeyFrame;
    private volatile bool _isClosing;

    /// <summary>Makes a connection that waits for an answer to its offer.</summary>
    /// <param name="thread">Where it runs.</param>
    /// <param name="media">What all have in common.</param>
    /// <param name="plan">What goes over it.</param>
    /// <param name="joinedFrom">When its participant began to join.</param>
    public LoadConnection(MediaThread thread, LoadMedia media, ConnectionPlan plan, Timestamp joinedFrom)
    {
        (_thread, _media, _plan, _joinedFrom) = (thread, media, plan, joinedFrom);
        _opening = new OpeningPolicy(media.OpenEvery);
        var credentials = IceCredentials.Create(media.Entropy);
        _ice = new IceAgent(new(), credentials, media.Entropy, thread.Shard.Sender);
        var local = new LocalTransport(media.Certificate.Fingerprint, [], IsIceLite: false) { Credentials = credentials };
        _offer = Negotiator.Offer([.. Sections(plan, media)], media.Policy, local, null, false, media.Entropy);
    }

    /// <summary>What goes over it.</summary>
    public ConnectionPlan Plan => _plan;

    /// <summary>What the server is sent.</summary>
    public string Offer => _offer.Description.ToString();

    /// <summary>Ends, never faulted, when the connection is lost: with why.</summary>
    public Task<string> Lost => _lost.Task;

    /// <summary>Whether what comes first shall be timed: there is something to come.</summary>
    public bool TimesFirst { get; init; }

    /// <summary>Takes the answer and waits until media may flow.</summary>
    /// <exception cref="LoadTestException">The answer cannot be used, or the connection does not come about.</exception>
    public async Task StartAsync(string answer, CancellationToken cancellationToken)
    {
        if (!SessionDescription.TryParse(answer, out var description, out var problem)
            || !Negotiator.TryComplete(_offer, _media.Policy, description, null, out var session, out problem))
        {
            throw new LoadTestException($"answer: {problem.Error}");
        }

        _thread.Post(() => Run(() => Open(session)));
        var first = await Task.WhenAny(_connected.Task, _lost.Task).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (first == _lost.Task)
            throw new LoadTestException(await _lost.Task.ConfigureAwait(false));
    }

    /// <summary>It is of no use any more: its participant has lost the server otherwise.</summary>
    public void Abandon(string reason)
    {
        _lost.TrySetResult(reason);
        Close();
    }

    /// <summary>Counts up to the newest packets; what is missing of them may still come.</summary>
    public void StopCounting() => _thread.Post(() => _lines.ForEach(line => line.EndHold()));

    /// <summary>Stops sending.</summary>
    public void Mute() => _thread.Post(StopSenders);

    /// <summary>Sends only these of its encodings: nobody wants the others.</summary>
    public void SetLayers(IReadOnlyCollection<int> layers) => _thread.Post(() =>
    {
        var number = 0;
        foreach (var sender in _senders)
        {
            if (sender.IsVideo)
                sender.SetPaused(!layers.Contains(number++));
        }
    });

    /// <summary>Whether it sends its pictures in several sizes.</summary>
    public bool IsSimulcast => _media.Plan.IsSimulcast;

    /// <summary>Ends the connection with a goodbye.</summary>
    public void Close()
    {
        _isClosing = true;
        _thread.Post(() => Run(() =>
        {
            StopSenders();
            if (_shardPeer is not { } peer)
                return;
            peer.Peer.Close();
            _thread.Shard.Touch(peer);
        }));
    }

    /// <summary>Packets of pictures and of sound sent during the hold. Any thread may ask when the hold is over.</summary>
    public (long Video, long Audio) SentInHold { get; private set; }

    /// <summary>A packet came.</summary>
    public void Receive(scoped in ReceivedRtp packet, Timestamp now)
    {
        var figures = _thread.Figures;
        var arrivedAt = _thread.Shard.ArrivedAt;
        figures.Packets++;
        figures.Bytes += packet.Length;
        var isOpen = _opening.HasOpened;
        var line = packet.Stream.Tag as InboundLine ?? AddLine(packet);
        if (line.Receive(packet, isOpen, now))
            Settle(packet.Stream.Ssrc, packet.Stream.Section.Mid, arrivedAt);
        if (!_hasPacket)
        {
            _hasPacket = true;
            if (TimesFirst)
                figures.FirstPacket.Add((long)(arrivedAt - _joinedFrom).TotalMicroseconds);
        }

        // What was repaired took as long as its loss was noticed: that is no forwarding delay.
        if (isOpen && !packet.IsRecovered && SendTime.TryRead(packet.Packet.Payload, _media.Run, out var sentAt))
            NoteDelay((long)(arrivedAt - sentAt).TotalMicroseconds);
    }

    /// <summary>Something else happened.</summary>
    public void Handle(PeerEvent happened, Timestamp now)
    {
        switch (happened)
        {
            case PeerEvent.Connected connected:
                Note(connected.Profile);
                if (_media.Audio is { } sound)
                    Send(_session!, ConnectionPlan.Microphone, new("", sound), TimeSpan.Zero, now);
                foreach (var encoding in _media.Pictures)
                    Send(_session!, ConnectionPlan.Camera, encoding, _media.Plan.Spread, now);
                _connected.TrySetResult();
                break;
            case PeerEvent.KeyFrameRequested { Stream.Tag: ClipSender sender }:
                sender.RequestKeyFrame();
                break;
            case PeerEvent.Closed closed:
                Fail(_isClosing ? "closed" : $"media: {closed.Reason}");
                break;
        }
    }

    /// <summary>It is over.</summary>
    public void Fail(string reason)
    {
        StopSenders();
        _thread.Remove(this);
        _lost.TrySetResult(reason);
    }

    /// <summary>Figures are taken from now on.</summary>
    public void BeginHold()
    {
        _lines.ForEach(line => line.BeginHold());
        SentInHold = Minus(Sent());
    }

    /// <summary>Figures are taken until now.</summary>
    public void EndHold()
    {
        _lines.ForEach(line => line.EndHold());
        var (video, audio) = Sent();
        SentInHold = (video + SentInHold.Video, audio + SentInHold.Audio);
    }

    /// <summary>Adds what its streams have counted.</summary>
    public void AddTo(DeliveryTotals totals) => _lines.ForEach(line => line.AddTo(totals));

    /// <summary>Adds what its streams have counted, and how they are now.</summary>
    public void AddTo(ThreadSnapshot snapshot, Timestamp silentSince)
    {
        AddTo(snapshot.Totals);
        foreach (var line in _lines)
        {
            snapshot.Lines++;
            if (line.LastAt < silentSince)
                snapshot.NoteSilence(line.IsVideo);
            else
                snapshot.Jitter.Add((long)line.Jitter.TotalMicroseconds);
        }
    }

    private static IEnumerable<OfferedMedia> Sections(ConnectionPlan plan, LoadMedia media)
    {
        if (plan.SendsAudio)
            yield return new(MediaKind.Audio, ConnectionPlan.Microphone, MediaDirection.SendOnly);
        if (plan.SendsVideo)
            yield return new(MediaKind.Video, ConnectionPlan.Camera, MediaDirection.SendOnly) { Encodings = RidsOf(media) };
        for (var index = 0; index < Math.Max(plan.AudioSlots, plan.VideoSlots); index++)
        {
            if (index < plan.AudioSlots)
                yield return new(MediaKind.Audio, $"a{index}", MediaDirection.ReceiveOnly);
            if (index < plan.VideoSlots)
                yield return new(MediaKind.Video, $"v{index}", MediaDirection.ReceiveOnly);
        }
    }

    private static ImmutableArray<string> RidsOf(LoadMedia media) =>
        media.Plan.IsSimulcast ? [.. media.Pictures.Select(encoding => encoding.Rid)] : [];

    /// <summary>A bug in what was posted ends this connection, not the thread with everybody else's.</summary>
    private void Run(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception)
        {
            Fail(exception.ToString());
        }
    }

    private void Open(NegotiatedSession session)
    {
        if (_isClosing)
            return;
        var shard = _thread.Shard;
        var peer = _shardPeer = shard.Add(CreatePeer(), _ice);
        peer.Tag = this;
        _thread.Add(this);
        var extensions = session.CreateExtensionMap();
        peer.Peer.SetExtensions(extensions);
        peer.Peer.SetReceiveSections(session.ToReceiveSections());
        var candidates = CandidatesOf(session);
        OpenSockets(peer, candidates);
        peer.Peer.SetRemote(session.ToRemoteTransport(), shard.Now);
        foreach (var candidate in candidates)
            _ice.AddRemoteCandidate(candidate, shard.Now);
        _session = session;
        shard.Touch(peer);
    }

    private Peer CreatePeer() => new(
        new()
        {
            Crypto = new SampledCrypto(_media.Crypto, _opening),
            Entropy = _media.Entropy,
            Certificate = _media.Certificate,
            WallClock = ShardClock.WallClock,
            // A server chooses by its own order: with AES-256 on offer, some would be compared with another cipher.
            SrtpProfiles = [SrtpProfile.AeadAes128Gcm, SrtpProfile.AesCm128HmacSha1Tag80],
        },
        _ice);

    private static List<IceCandidate> CandidatesOf(NegotiatedSession session)
    {
        var candidates = new List<IceCandidate>();
        foreach (var text in session.RemoteCandidates)
        {
            if (IceCandidate.TryParse(text, out var candidate) && candidate!.IsUsable)
                candidates.Add(candidate);
        }

        return candidates;
    }

    private void OpenSockets(ShardPeer peer, List<IceCandidate> candidates)
    {
        var shard = _thread.Shard;
        if (_thread.IsLoopback || candidates.Exists(candidate => candidate.Address.IsIPv4))
            _ice.AddLocalAddress(shard.OpenSocket(peer, AnyIPv4), shard.Now);
        else
            _ice.AddLocalAddress(shard.OpenSocket(peer, AnyIPv6), shard.Now);
    }

    private void Send(NegotiatedSession session, string mid, PictureEncoding encoding, TimeSpan spread, Timestamp now)
    {
        if (session.Find(mid) is not { LocalSource: not null } media)
            return;
        var clip = encoding.Clip;
        var extensions = session.CreateExtensionMap();
        var format = new SenderFormat
        {
            PayloadType = media.Codecs[0].PayloadType,
            ClockRate = media.Codecs[0].Format.ClockRate,
            Mid = Encoding.ASCII.GetBytes(mid),
            Run = _media.Run,
            MidId = extensions.IdOf(RtpExtensionKind.Mid),
            TransportSequenceId = extensions.IdOf(RtpExtensionKind.TransportSequence),
            AudioLevelId = clip.Codec == ClipCodec.Opus ? extensions.IdOf(RtpExtensionKind.AudioLevel) : (byte)0,
            RidId = extensions.IdOf(RtpExtensionKind.Rid),
            Rid = Encoding.ASCII.GetBytes(encoding.Rid),
            Spread = spread,
            Start = _plan.Start,
            Speaker = _plan.Speaker,
        };
        var stream = _shardPeer!.Peer.AddStream(OptionsOf(media, encoding));
        var sender = new ClipSender(_shardPeer.Peer, stream, clip, format, now);
        _senders.Add(sender);
        _thread.Start(sender, _shardPeer);
    }

    /// <summary>
    /// Encodings of a simulcast have sources of their own behind the first, and are not repeated: what is repeated is
    /// named by another extension than what was sent first, and to a server on this machine nothing is lost.
    /// </summary>
    private OutboundStreamOptions OptionsOf(NegotiatedMedia media, PictureEncoding encoding)
    {
        var options = media.ToStreamOptions(media.Kind == MediaKind.Video && encoding.Rid.Length == 0 ? History : 0);
        var number = (uint)_senders.Count(sender => sender.IsVideo);
        return encoding.Rid.Length == 0 || number == 0
            ? options
            : options with { Ssrc = new(options.Ssrc.Value + number), RetransmissionSsrc = new(options.Ssrc.Value + number + 1000) };
    }

    private InboundLine AddLine(scoped in ReceivedRtp packet)
    {
        var isVideo = packet.Stream.Format.ClockRate == VideoClockRate;
        var line = new InboundLine(
            packet.Stream, isVideo ? _media.VideoCodec : null, packet.Packet.Header.SequenceNumber, _thread.Figures.IsHolding);
        packet.Stream.Tag = line;
        _lines.Add(line);
        return line;
    }

    private void Settle(Ssrc ssrc, string mid, Timestamp now)
    {
        _opening.Settle(ssrc.Value);
        if (_hasKeyFrame || mid.StartsWith('a'))
            return;
        _hasKeyFrame = true;
        if (TimesFirst)
            _thread.Figures.FirstKeyFrame.Add((long)(now - _joinedFrom).TotalMicroseconds);
    }

    private void Note(SrtpProfile? profile)
    {
        if (profile is { } agreed)
            _thread.Figures.Protections[agreed] = _thread.Figures.Protections.GetValueOrDefault(agreed) + 1;
    }

    private void NoteDelay(long microseconds)
    {
        _thread.Figures.RecentDelay.Add(microseconds);
        if (_thread.Figures.IsHolding)
            _thread.Figures.Delay.Add(microseconds);
    }

    private (long Video, long Audio) Sent() =>
        (_senders.Where(sender => sender.IsVideo).Sum(sender => sender.Sent),
            _senders.Where(sender => !sender.IsVideo).Sum(sender => sender.Sent));

    private static (long Video, long Audio) Minus((long Video, long Audio) sent) => (-sent.Video, -sent.Audio);

    private void StopSenders()
    {
        foreach (var sender in _senders)
            sender.IsOver = true;
    }
}
