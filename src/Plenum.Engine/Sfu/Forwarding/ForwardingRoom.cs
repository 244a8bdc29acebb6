using Plenum.Engine.Sfu.Negotiation;
using Plenum.Media;
using Plenum.Media.Forwarding;
using Plenum.Media.Shedding;
using Plenum.Rtc;
using Plenum.Rtc.Peers;

namespace Plenum.Engine.Sfu.Forwarding;

/// <summary>
/// A room on its shard: the connections on one side, the media room's decisions on the other, and between them who feeds
/// what. Belongs to the shard's thread; the control plane speaks to it by <see cref="SfuRoom"/>.
/// </summary>
internal sealed class ForwardingRoom
{
    /// <summary>A client that changes its codec more often than this is not followed.</summary>
    private static readonly TimeSpan LeastCodecRest = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan BudgetInterval = TimeSpan.FromMilliseconds(100);

    private readonly SfuCore _core;
    private readonly ISfuListener _listener;
    private readonly MediaRoom _media;
    private readonly Dictionary<ConnectionKey, SfuConnection> _connections = [];
    private readonly PublishedTracks _tracks = new();
    private readonly ParticipantNumbers _participants = new();
    private readonly LineBinder _lines;
    private ShedLevel _shed;
    private Timestamp _budgetsAt = Timestamp.Zero;
    private int _lastSubscriber;
    private int _lastPublication;
    private long _lastGeneration;
    private bool _isLost;

    public ForwardingRoom(SfuCore core, string name, ISfuListener listener)
    {
        _core = core;
        _listener = listener;
        Name = name;
        _media = new MediaRoom(core.Pool, new MediaRoomLimits());
        _lines = new LineBinder(core, _media, _tracks);
    }

    public string Name { get; }

    /// <summary>Its number on the shard; -1 before it is there and after its end.</summary>
    public int Number { get; set; } = -1;

    public Timestamp NextDeadline => _media.NextDeadline;

    /// <summary>Whether the shard knows that packets wait here to be forwarded.</summary>
    public bool IsWaiting { get; set; }

    public MediaRoom Media => _media;

    public Dictionary<ConnectionKey, SfuConnection> Connections => _connections;

    public PublishedTracks Tracks => _tracks;

    public PacedConnections Paced => _core.Paced;

    /// <summary>Makes a connection, or changes one that is there.</summary>
    public void Connect(ConnectionPlan plan, bool isNew, Timestamp now)
    {
        var connection = isNew ? Open(plan, now) : _connections.GetValueOrDefault(plan.Offer.Connection!.Value);
        // It may have ended since the offer was answered; that has been told.
        if (connection is null)
            return;
        if (plan.Session.RestartsIce)
            _core.Shard.Rename(connection.Peer, plan.Session.LocalCredentials.UserFragment);
        connection.Configure(plan, now);
        ChangeTracks(connection, plan, now);
        _lines.Change(connection, plan, now);
        _core.Shard.Touch(connection.Peer);
    }

    /// <summary>Ends a connection with a goodbye; its end is heard of when the shard has seen it.</summary>
    public void Disconnect(ConnectionKey key)
    {
        if (!_connections.TryGetValue(key, out var connection))
            return;
        connection.Peer.Peer.Close();
        _core.Shard.Touch(connection.Peer);
    }

    public void Close()
    {
        foreach (var key in _connections.Keys.ToList())
            Disconnect(key);
    }

    /// <summary>Sets what a slot shows; what is not published yet is shown as soon as it is.</summary>
    public void Bind(ConnectionKey key, string mid, PublicationKey? publication, Timestamp now)
    {
        if (FindLine(key, mid) is not { FollowsSpeakers: false } line)
            return;
        line.Wanted = publication;
        _lines.Apply(line, now);
    }

    public void SetPaused(ConnectionKey key, string mid, bool isPaused, Timestamp now)
    {
        if (FindLine(key, mid) is { } line)
            _media.Handle(new MediaCommand.SetPaused(line.Slot.Id, isPaused), now);
    }

    /// <summary>Sets how large a client shows what it watches.</summary>
    public void SetViewports(
        ConnectionKey key, IReadOnlyDictionary<PublicationKey, Viewport> viewports, Timestamp now)
    {
        if (!_connections.TryGetValue(key, out var connection))
            return;
        connection.Viewports = viewports;
        foreach (var line in connection.Lines.Values)
            _lines.ApplyViewport(line, now);
    }

    /// <summary>A track ends, though its connection goes on.</summary>
    public void Unpublish(PublicationKey publication, Timestamp now)
    {
        foreach (var connection in _connections.Values)
        {
            foreach (var track in connection.Tracks.Values.Where(track => track.Key == publication).ToList())
                EndTrack(track, now);
        }
    }

    /// <summary>The road of a packet: whose it is, and to whom it goes.</summary>
    public void Receive(SfuConnection connection, scoped in ReceivedRtp packet, Timestamp now)
    {
        var sender = new ShardMediaSender(_core.Shard, now);
        var source = packet.Stream.Tag as SourceStream ?? FindSource(connection, packet, now);
        var drop = _media.Receive(source, packet.Packet, now, ref sender);
        if (_media.HasWaiting)
            _core.NoteWaiting(this);
        if (drop == DropReason.PayloadTypeUnknown)
            FollowCodec(connection, packet, now);
    }

    /// <summary>Sends on what was received since the last time.</summary>
    public void Forward(Timestamp now)
    {
        var sender = new ShardMediaSender(_core.Shard, now);
        _media.Forward(now, ref sender);
    }

    public void Repeat(OutboundLine line, ushort sequence, Timestamp now)
    {
        var sender = new ShardMediaSender(_core.Shard, now);
        var rest = line.Peer.Peer.RoundTripTime.Smoothed ?? TimeSpan.Zero;
        line.Slot.Repeat(sequence, rest, now, ref sender);
    }

    public void Handle(SfuConnection connection, PeerEvent happened, Timestamp now)
    {
        switch (happened)
        {
            case PeerEvent.Connected:
                connection.IsConnected = true;
                connection.UpdateBudget(_core.Shard, _media, now);
                Tell(new SfuEvent.Connected(connection.Key));
                foreach (var line in connection.Lines.Values)
                    _lines.Apply(line, now);
                break;
            case PeerEvent.ReachabilityChanged changed:
                Tell(new SfuEvent.ReachabilityChanged(connection.Key, changed.IsReachable));
                break;
            case PeerEvent.KeyFrameRequested { Stream.Tag: OutboundLine line }:
                _media.RequestKeyFrame(line.Slot, now);
                break;
            case PeerEvent.SenderReported { Stream.Tag: SourceStream source } report:
                var sender = new ShardMediaSender(_core.Shard, now);
                source.NoteSenderReport(report.Ntp, report.RtpTimestamp, now, ref sender);
                break;
            case PeerEvent.Closed closed:
                Remove(connection, now);
                Tell(new SfuEvent.Closed(connection.Key, closed.Reason));
                break;
        }
    }

    public void Tick(Timestamp now)
    {
        // A join plans at once for whom it concerns; what all the other paths carry has its own time.
        if (_budgetsAt <= now)
        {
            _budgetsAt = now + BudgetInterval;
            foreach (var connection in _connections.Values)
            {
                if (connection.UpdateBudget(_core.Shard, _media, now))
                    _core.Shard.Touch(connection.Peer);
            }
        }

        _media.Tick(now);
    }

    /// <summary>The shard has too much to do, or no longer: so much is left out from now on.</summary>
    public void Shed(ShedLevel level, Timestamp now)
    {
        if (level == _shed)
            return;
        var isOther = level.Kind != _shed.Kind;
        _shed = level;
        _media.Shed(level, now);
        if (isOther)
            Tell(new SfuEvent.LoadChanged(level.Kind));
    }

    /// <summary>Passes on what the media room has told. Comes after everything that was put in.</summary>
    public void TakeEvents(Timestamp now)
    {
        while (_media.TryTakeEvent(out var happened))
            Handle(happened, now);
    }

    /// <summary>A bug has ended the room; nothing is told after that.</summary>
    public void Lose()
    {
        Tell(new SfuEvent.RoomLost());
        _isLost = true;
    }

    private void Tell(SfuEvent happened)
    {
        if (!_isLost)
            _listener.Tell(happened);
    }

    private void Handle(MediaEvent happened, Timestamp now)
    {
        switch (happened)
        {
            case MediaEvent.KeyFrameNeeded needed when _tracks.Find(needed.Stream.Publication.Id) is { } track:
                track.RequestKeyFrame(needed.Stream.Encoding, now);
                _core.KeyFramesRequested++;
                break;
            case MediaEvent.LayersWanted wanted
                when _tracks.Find(wanted.Publication) is { } track && _tracks.IsCurrent(track):
                Tell(new SfuEvent.LayersWanted(track.Key, wanted.Layers));
                break;
            case MediaEvent.SpeakerChanged changed when _participants.Find(changed.Participant) is { } participant:
                Tell(new SfuEvent.SpeakerChanged(participant));
                break;
            case MediaEvent.FirstForwarded forwarded:
                NoteShown(forwarded.Slot, forwarded.Publication);
                break;
            case MediaEvent.PublicationFaulted faulted when _tracks.Find(faulted.Publication) is { } track:
                _core.Fail(track.Connection, faulted.Bug);
                break;
            case MediaEvent.SubscriberFaulted faulted when Find(faulted.Subscriber) is { } connection:
                _core.Fail(connection, faulted.Bug);
                break;
            case MediaEvent.SlotRebound rebound when LineOf(rebound.Slot) is { } line:
                _lines.ApplyViewport(line, now);
                var shows = rebound.Publication is { } id ? _tracks.Find(id)?.Key : null;
                Tell(new SfuEvent.SlotRebound(line.Connection.Key, line.Plan.Mid, shows));
                break;
        }
    }

    private void NoteShown(SlotId slot, PublicationId publication)
    {
        if (LineOf(slot) is not { } line || _tracks.Find(publication) is not { } track)
            return;
        line.Shown = track.Key;
        Tell(new SfuEvent.FirstForwarded(line.Connection.Key, line.Plan.Mid, track.Key));
    }

    private OutboundLine? LineOf(SlotId slot) => (OutboundLine?)_media.Find(slot)?.Tag;

    private SfuConnection? Find(SubscriberId subscriber) =>
        _connections.Values.FirstOrDefault(connection => connection.Subscriber == subscriber);

    private OutboundLine? FindLine(ConnectionKey key, string mid) =>
        _connections.GetValueOrDefault(key)?.Lines.GetValueOrDefault(mid);

    private SfuConnection Open(ConnectionPlan plan, Timestamp now)
    {
        var peer = _core.AddPeer(plan.Session, now);
        var connection = new SfuConnection(this, peer, plan, _core.Options.Congestion)
        {
            Subscriber = new SubscriberId(++_lastSubscriber),
        };
        peer.Tag = connection;
        _connections.Add(connection.Key, connection);
        _media.Handle(
            new MediaCommand.AddSubscriber(
                connection.Subscriber, _participants.Take(connection.Participant), connection.Extensions),
            now);
        return connection;
    }

    private void Remove(SfuConnection connection, Timestamp now)
    {
        foreach (var track in connection.Tracks.Values.ToList())
            EndTrack(track, now);
        foreach (var line in connection.Lines.Values)
            _core.NoteEnd(line);
        _media.Handle(new MediaCommand.RemoveSubscriber(connection.Subscriber), now);
        connection.EndPacing();
        _participants.Release(connection.Participant);
        _connections.Remove(connection.Key);
    }

    private void ChangeTracks(SfuConnection connection, ConnectionPlan plan, Timestamp now)
    {
        foreach (var (mid, track) in connection.Tracks.ToList())
        {
            if (!plan.Tracks.Any(planned => planned.Mid == mid && planned.IsSame(track.Plan)))
                EndTrack(track, now);
        }

        foreach (var planned in plan.Tracks)
        {
            if (!connection.Tracks.ContainsKey(planned.Mid))
                connection.Tracks.Add(planned.Mid, new InboundTrack(connection, planned, ++_lastGeneration));
        }
    }

    private void EndTrack(InboundTrack track, Timestamp now)
    {
        StopPublishing(track, now);
        track.Connection.Tracks.Remove(track.Plan.Mid);
    }

    private SourceStream? FindSource(SfuConnection connection, scoped in ReceivedRtp packet, Timestamp now)
    {
        if (connection.TrackOf(packet.Stream) is not { } track
            || track.EncodingOf(packet.Stream) is var encoding && encoding < 0
            || (track.Publication is null && !TryPublish(track, packet.Packet.Header.PayloadType, now)))
        {
            return null;
        }

        return track.Bind(packet.Stream, encoding);
    }

    private bool TryPublish(InboundTrack track, byte payloadType, Timestamp now)
    {
        if (track.FormatOf(payloadType) is not { } format)
            return false;
        var before = _tracks.Find(track.Key);
        if (before is not null && before.Generation > track.Generation)
            return false;
        // In another section of the same connection (its client changes the codec) it goes on until its section ends:
        // slots are fed from it until the new one's key frame.
        if (before is not null && before.Connection != track.Connection)
            StopPublishing(before, now);
        var id = new PublicationId(++_lastPublication);
        var participant = _participants.Find(track.Connection.Participant);
        var options = TrackAnnouncement.OptionsOf(track.Plan, format, participant, track.Connection.Extensions);
        if (_media.Handle(new MediaCommand.Publish(id, options), now) != MediaRefusal.None)
            return false;
        track.Begin(_media.Find(id)!, now);
        _tracks.Add(track);
        Tell(new SfuEvent.Flowing(track.Key));
        ApplyWhereWanted(track.Key, now);
        return true;
    }

    private void StopPublishing(InboundTrack track, Timestamp now)
    {
        if (track.Publication is not { } publication)
            return;
        _tracks.Remove(track);
        track.End();
        _media.Handle(new MediaCommand.Unpublish(publication.Id), now);
    }

    private void ApplyWhereWanted(PublicationKey publication, Timestamp now)
    {
        foreach (var connection in _connections.Values)
        {
            foreach (var line in connection.Lines.Values)
            {
                if (line.Wanted == publication)
                    _lines.Apply(line, now);
            }
        }
    }

    /// <summary>The client has changed its codec within what was agreed: the publication begins anew.</summary>
    private void FollowCodec(SfuConnection connection, scoped in ReceivedRtp packet, Timestamp now)
    {
        var payloadType = packet.Packet.Header.PayloadType;
        if (connection.TrackOf(packet.Stream) is not { Publication: not null } track
            || !track.IsAgreed(payloadType) || now - track.PublishedAt < LeastCodecRest)
        {
            return;
        }

        StopPublishing(track, now);
        TryPublish(track, payloadType, now);
    }
}
