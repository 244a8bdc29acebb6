using System.Collections.Immutable;
using Plenum.Rtc;
using Plenum.Rtc.Ice;
using Plenum.Rtc.Peers;
using Plenum.Rtc.Sdp;

namespace Plenum.Simulation.Clients;

/// <summary>
/// A client of an SFU, as a browser is one: offers its tracks and slots, publishes a simulcast camera and a microphone,
/// and checks what comes to its slots as a decoder would. Driven like a <see cref="Peer"/>, over any network.
/// </summary>
public sealed class SfuClient
{
    private readonly NegotiationPolicy _policy;
    private readonly ClientOptions _options;
    private readonly List<OfferedMedia> _sections = [];
    private readonly List<PeerEvent> _events = [];
    private readonly Dictionary<string, VideoReceiver> _video = [];
    private readonly Dictionary<string, AudioReceiver> _audio = [];
    private readonly IceCredentials _credentials;
    private NegotiatedSession? _session;
    private LocalOffer? _offer;
    private CameraTrack? _camera;
    private CameraTrack? _vp9Camera;
    private MicrophoneTrack? _microphone;

    public SfuClient(ClientOptions options, NegotiationPolicy? policy = null)
    {
        _options = options;
        _policy = policy ?? new NegotiationPolicy { AcceptsData = false };
        _credentials = IceCredentials.Create(options.Entropy);
        Ice = new IceAgent(new IceAgentOptions(), _credentials, options.Entropy, options.Sink);
        Peer = new Peer(
            new PeerOptions
            {
                Crypto = options.Crypto,
                Entropy = options.Entropy,
                Certificate = options.Certificate,
                WallClock = options.WallClock,
            },
            Ice);
    }

    public Peer Peer { get; }

    public IceAgent Ice { get; }

    public byte Number => _options.Number;

    public bool IsConnected => Peer.State == PeerState.Connected;

    /// <summary>What is agreed; null before the first answer.</summary>
    public NegotiatedSession? Session => _session;

    public CameraTrack? Camera => _camera;

    /// <summary>The same camera in VP9, in a section of its own.</summary>
    public CameraTrack? Vp9Camera => _vp9Camera;

    public MicrophoneTrack? Microphone => _microphone;

    /// <summary>What its video slots get, by mid.</summary>
    public IReadOnlyDictionary<string, VideoReceiver> Video => _video;

    /// <summary>What its audio slots get, by mid.</summary>
    public IReadOnlyDictionary<string, AudioReceiver> Audio => _audio;

    public IReadOnlyList<PeerEvent> Events => _events;

    /// <summary>Adds sending sections; the next offer has them.</summary>
    public void Publish(bool camera, bool microphone)
    {
        if (camera)
        {
            _sections.Add(new OfferedMedia(MediaKind.Video, "camera", MediaDirection.SendOnly) { Encodings = CameraTrack.Rids });
        }

        if (microphone)
            _sections.Add(new OfferedMedia(MediaKind.Audio, "microphone", MediaDirection.SendOnly));
    }

    /// <summary>Adds a section in which the camera is sent in VP9; the next offer has it.</summary>
    public void PublishVp9() => _sections.Add(new OfferedMedia(MediaKind.Video, "vp9", MediaDirection.SendOnly));

    /// <summary>Adds receive slots; the next offer has them.</summary>
    public void AddSlots(int video, int audio)
    {
        for (var index = 0; index < video; index++)
        {
            var mid = $"v{_video.Count}";
            _video.Add(mid, new VideoReceiver());
            _sections.Add(new OfferedMedia(MediaKind.Video, mid, MediaDirection.ReceiveOnly));
        }

        for (var index = 0; index < audio; index++)
        {
            var mid = $"a{_audio.Count}";
            _audio.Add(mid, new AudioReceiver());
            _sections.Add(new OfferedMedia(MediaKind.Audio, mid, MediaDirection.ReceiveOnly));
        }
    }

    public string CreateOffer(bool restartsIce = false)
    {
        var local = new LocalTransport(_options.Certificate.Fingerprint, [], IsIceLite: false)
        {
            Credentials = restartsIce ? null : _credentials,
        };
        _offer = Negotiator.Offer([.. _sections], _policy, local, _session, restartsIce, _options.Entropy);
        return _offer.Description.ToString();
    }

    public void TakeAnswer(string sdp, Timestamp now)
    {
        if (!SessionDescription.TryParse(sdp, out var answer, out var problem)
            || !Negotiator.TryComplete(_offer!, _policy, answer, _session, out var session, out problem))
        {
            throw new InvalidOperationException($"The answer makes no sense: {problem}");
        }

        var isFirst = _session is null;
        _session = session;
        var extensions = session.CreateExtensionMap();
        Peer.SetExtensions(extensions);
        Peer.SetReceiveSections(session.ToReceiveSections());
        if (session.RestartsIce)
            Peer.RestartIce(session.LocalCredentials, now);
        Peer.SetRemote(session.ToRemoteTransport(), now);
        if (session.Find("camera") is { } camera)
            _camera ??= new CameraTrack(Peer, Ice, camera, extensions, Number);
        if (session.Find("vp9") is { } vp9)
            _vp9Camera ??= new CameraTrack(Peer, Ice, vp9, extensions, Number, CodecKind.Vp9);
        if (session.Find("microphone") is { } microphone)
            _microphone ??= new MicrophoneTrack(Peer, microphone, extensions, Number);
        if (isFirst || session.RestartsIce)
            AddCandidates(session.RemoteCandidates, now);
    }

    public void Receive(Span<byte> datagram, TransportPath path, Timestamp now)
    {
        if (Peer.Receive(datagram, path, now, out var packet))
            Take(packet, now);
        AfterInput(now);
    }

    public void Tick(Timestamp now)
    {
        Peer.Tick(now);
        foreach (var video in _video.Values)
            video.Tick(now);
        AfterInput(now);
    }

    /// <summary>Takes what the peer has received and tells.</summary>
    public void Take(scoped in ReceivedRtp packet, Timestamp now)
    {
        var mid = packet.Stream.Section.Mid;
        if (_video.TryGetValue(mid, out var video))
        {
            video.Receive(packet, IsVp9(packet.Packet.Header.PayloadType), now);
            if (video.TakeKeyFrameRequest(now))
                Peer.RequestKeyFrame(packet.Stream, now);
        }
        else if (_audio.TryGetValue(mid, out var audio))
        {
            audio.Receive(packet, now);
        }
    }

    public void Handle(PeerEvent happened)
    {
        _events.Add(happened);
        if (happened is PeerEvent.KeyFrameRequested { Stream.Tag: CameraEncoding { Track: var camera, Number: var encoding } })
            camera.Encoder.RequestKeyFrame(encoding);
    }

    public void Handle(NackedPacket missing, Timestamp now)
    {
        if (missing.Stream.Tag is CameraEncoding { Track: var camera } && (camera == _camera || camera == _vp9Camera))
            camera.Repeat(missing, now);
    }

    private bool IsVp9(byte payloadType) => _session!.Media.Any(media =>
        media.Codecs.Any(codec => codec.PayloadType == payloadType && codec.Kind == CodecKind.Vp9));

    private void AfterInput(Timestamp now)
    {
        while (Peer.TryTakeEvent(out var happened))
            Handle(happened);
        while (Peer.TryTakeNack(out var missing))
            Handle(missing, now);
    }

    private void AddCandidates(ImmutableArray<string> lines, Timestamp now)
    {
        foreach (var line in lines)
        {
            if (IceCandidate.TryParse(line, out var candidate))
                Ice.AddRemoteCandidate(candidate!, now);
        }
    }
}
