using System.Collections.Immutable;
using System.Globalization;
using Plenum.Rtc;
using Plenum.Rtc.Ice;
using Plenum.Rtc.Peers;
using Plenum.Rtc.Sctp;
using Plenum.Rtc.Sdp;
using Plenum.Rtc.Srtp;

namespace Plenum.Interop.EchoServer;

/// <summary>One peer: as server it sends back what it gets; as client it plays recordings and counts what it gets.</summary>
internal sealed class PeerSession : IDisposable
{
    private const int History = 1024;

    private static readonly ImmutableArray<OfferedMedia> CallSections =
    [
        new(MediaKind.Audio, "0"),
        new(MediaKind.Video, "1"),
        new(MediaKind.Data, "2"),
    ];

    private readonly MediaLoop _loop;
    private readonly LocalTransport _transport;
    private readonly IIceAgent _ice;
    private readonly Peer _peer;
    private readonly List<Echo> _echoes = [];
    private readonly List<Player> _players = [];
    private readonly SessionReport _report = new();
    private NegotiatedSession? _session;
    private LocalOffer? _offer;
    private string? _recordings;
    private DataChannel? _ownChannel;

    public PeerSession(MediaLoop loop, SrtpProfile[] profiles, TransportAddress publicAddress, bool isServer)
    {
        _loop = loop;
        IsServer = isServer;
        var credentials = IceCredentials.Create(MediaLoop.Entropy);
        // Who goes by a relay alone names no address of its own: the other side learns the relay's from our checks.
        var isRelayed = !isServer && loop.Relays.Length > 0;
        _transport = new LocalTransport(
            loop.Certificate.Fingerprint, isRelayed ? [] : [CandidateOf(publicAddress)], isServer)
        { Credentials = credentials };
        var options = new IceAgentOptions { TurnServers = loop.Relays, RelayOnly = isRelayed };
        _ice = isServer
            ? new IceLiteAgent(credentials, loop, loop.Now)
            : new IceAgent(options, credentials, MediaLoop.Entropy, loop);
        (_ice as IceAgent)?.AddLocalAddress(loop.Address, loop.Now);
        _peer = new Peer(
            new PeerOptions
            {
                Crypto = loop.Crypto,
                Entropy = MediaLoop.Entropy,
                Certificate = loop.Certificate,
                SrtpProfiles = profiles,
            },
            _ice);
    }

    public bool IsServer { get; }

    public string UserFragment => _ice.LocalCredentials.UserFragment;

    public Timestamp NextDeadline =>
        _players.Aggregate(_peer.NextDeadline.At, (due, player) => Timestamp.Min(due, player.NextDeadline));

    /// <summary>Answers the first or a later offer.</summary>
    public (string Sdp, SdpProblem Problem) AnswerAgain(string text)
    {
        if (!SessionDescription.TryParse(text, out var offer, out var problem))
            return ("", problem);
        var transport = _session is null ? _transport : _transport with { Credentials = null };
        if (!Negotiator.TryAnswer(
            offer, NegotiationPolicy.Default, transport, _session, MediaLoop.Entropy, out var answer, out problem))
        {
            return ("", problem);
        }

        if (answer.Session.RestartsIce)
            _peer.RestartIce(answer.Session.LocalCredentials, _loop.Now);
        Configure(answer.Session);
        return (answer.Description.ToString(), default);
    }

    public string Offer(string? recordings)
    {
        _recordings = recordings;
        _offer = Negotiator.Offer(CallSections, NegotiationPolicy.Default, _transport, null, false, MediaLoop.Entropy);
        return _offer.Description.ToString();
    }

    public (string Sdp, SdpProblem Problem) Complete(string text)
    {
        if (!SessionDescription.TryParse(text, out var answer, out var problem)
            || !Negotiator.TryComplete(_offer!, NegotiationPolicy.Default, answer, null, out var session, out problem))
        {
            return ("", problem);
        }

        Configure(session);
        foreach (var line in session.RemoteCandidates)
        {
            if (IceCandidate.TryParse(line, out var candidate))
                ((IceAgent)_ice).AddRemoteCandidate(candidate!, _loop.Now);
        }

        _ownChannel = OpenChannel();
        return ("", default);
    }

    public void Receive(Span<byte> datagram, TransportPath path, Timestamp now)
    {
        if (_peer.Receive(datagram, path, now, out var packet))
        {
            foreach (var echo in _echoes)
                echo.Send(packet, now);
        }

        TakeEvents(now);
    }

    public void Tick(Timestamp now)
    {
        if (_peer.NextDeadline.At <= now)
            _peer.Tick(now);
        foreach (var player in _players)
            player.Tick(_peer, now);
        TakeEvents(now);
    }

    public object Report() => _report.Of(_peer, _session);

    public void Dispose() => _peer.Dispose();

    private static string CandidateOf(TransportAddress address)
    {
        var endPoint = address.ToIPEndPoint();
        return string.Create(
            CultureInfo.InvariantCulture, $"candidate:1 1 udp 2130706431 {endPoint.Address} {endPoint.Port} typ host");
    }

    private void Configure(NegotiatedSession session)
    {
        var known = _session?.Media.Length ?? 0;
        _session = session;
        var extensions = session.CreateExtensionMap();
        _peer.SetRemote(session.ToRemoteTransport(), _loop.Now);
        _peer.SetExtensions(extensions);
        _peer.SetReceiveSections(session.ToReceiveSections());
        foreach (var media in session.Media.Skip(known).Where(media => media.LocalSource is not null))
        {
            var stream = _peer.AddStream(media.ToStreamOptions(History));
            if (IsServer)
                _echoes.Add(new Echo(_peer, media, stream, extensions));
            else if (_recordings is not null)
                _players.Add(new Player(media, stream, extensions, _recordings));
        }

        if (session.Data is { } data)
            _peer.EnableData(data.ToSctpOptions(NegotiationPolicy.Default), _loop.Now);
    }

    private DataChannel? OpenChannel()
    {
        DataChannel? channel = null;
        _peer.Data?.TryOpen(new DataChannelOptions("plenum"), _loop.Now, out channel);
        return channel;
    }

    private void TakeEvents(Timestamp now)
    {
        while (_peer.TryTakeEvent(out var happened))
        {
            _report.Note(happened);
            switch (happened)
            {
                case PeerEvent.KeyFrameRequested request:
                    _echoes.Find(echo => echo.Stream == request.Stream)?.RequestKeyFrame(now);
                    break;
                case PeerEvent.SenderReported report:
                    foreach (var echo in _echoes)
                        echo.NoteSenderReport(report, now);
                    break;
                case PeerEvent.ChannelOpened opened when opened.Channel == _ownChannel:
                    _peer.Data!.Send(opened.Channel, "hello"u8, isText: true, now);
                    break;
                case PeerEvent.MessageReceived received when received.Channel != _ownChannel:
                    _peer.Data!.Send(received.Channel, received.Message.Span, received.IsText, now);
                    break;
            }
        }
    }
}
