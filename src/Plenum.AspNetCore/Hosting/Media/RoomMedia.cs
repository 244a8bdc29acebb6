using System.Collections.Concurrent;
using Plenum.Engine.Sfu;
using Plenum.Media;
using Plenum.Rooms;
using ParticipantId = Plenum.Rooms.ParticipantId;
using PublicationId = Plenum.Rooms.PublicationId;

namespace Plenum.AspNetCore.Hosting.Media;

/// <summary>
/// A room's media: answers offers, and brings what each client is sent in line with the plan. The room's owner alone
/// calls it; the SFU only enqueues.
/// </summary>
/// <param name="plane">The SFU.</param>
/// <param name="room">The room; only read.</param>
/// <param name="notify">Tells a participant's client, if there is one.</param>
/// <param name="wake">Makes the owner call <see cref="TakeEvents"/> soon. Called on any thread.</param>
internal sealed class RoomMedia(MediaPlane plane, Room room, Action<ParticipantId, MediaNotice> notify, Action wake)
    : ISfuListener
{
    private static readonly OfferResult.Refused Unavailable = new(
        SfuRefusal.Unavailable, "The server carries no media at the moment.");

    private static readonly OfferResult.Refused Outside = new(
        SfuRefusal.Unavailable, "Only who is in the room has media.");

    private static readonly OfferResult.Refused Gone = new(
        SfuRefusal.ConnectionNotFound, "The connection is gone. Make a new one.");

    private readonly ConcurrentQueue<SfuEvent> _events = new();
    private readonly Dictionary<ParticipantId, MediaLink> _links = [];
    private readonly Dictionary<PublicationId, uint> _layersWanted = [];
    private readonly SpeakingOrder _speakers = new();
    private SfuRoom? _sfu;
    private Plan? _applied;
    private HashSet<PublicationId> _published = [];

    /// <summary>Connections that there are.</summary>
    public int Connections => _links.Count;

    /// <summary>Answers an offer of somebody who is in the room.</summary>
    public OfferResult? Answer(MediaRequest.Offer offer)
    {
        if (offer.IsOptional && !IsForwarded(offer.Participant))
            return null;
        if (room.Participants.FirstOrDefault(state => state.Id == offer.Participant) is not { } participant)
            return Outside;
        if (offer.Connection is { } own && _links.GetValueOrDefault(offer.Participant)?.Connection != own)
            return Gone;
        if (TracksOf(offer, participant, out var tracks) is { } unknown)
            return unknown;
        if ((_sfu ??= plane.OpenRoom(room.State.Name.Value, this)) is not { } sfu)
            return Unavailable;

        var answer = sfu.Connect(new ConnectionOffer
        {
            Participant = new(offer.Participant.Value),
            Connection = offer.Connection,
            Sdp = offer.Sdp,
            Tracks = tracks,
            DefaultViewport = offer.Viewport,
            Policy = offer.Policy,
        });
        return answer is SfuAnswer.Accepted accepted ? Accept(offer, accepted) : Explain((SfuAnswer.Refused)answer);
    }

    /// <summary>Takes what clients say of how large they show what they watch.</summary>
    public void SetViewports(MediaRequest.SetViewports request)
    {
        if (_links.TryGetValue(request.Participant, out var link))
            _sfu?.SetViewports(link.Connection, request.Viewports.ToDictionary(pair => KeyOf(pair.Key), pair => pair.Value));
    }

    /// <summary>Follows the room: who left is disconnected, what is no longer published ends, slots are filled anew.</summary>
    public void Settle()
    {
        if (_sfu is not { } sfu || ReferenceEquals(_applied, room.Plan))
            return;
        _applied = room.Plan;
        DropWhoLeft(sfu);
        DropWhatEnded(sfu);
        var watched = Watched.From(room.Plan, room.Participants, _speakers);
        foreach (var link in _links.Values)
            Fill(sfu, link, watched);
    }

    /// <summary>Tells a client that has come back what it may have missed.</summary>
    public void Remind(ParticipantId participant)
    {
        if (_links.TryGetValue(participant, out var link))
            TellSlots(link);
        foreach (var (publication, layers) in _layersWanted.Where(pair => pair.Key.Publisher == participant))
            TellLayers(publication, layers);
    }

    /// <summary>Handles what the SFU has told meanwhile.</summary>
    public void TakeEvents()
    {
        while (_events.TryDequeue(out var happened))
            Handle(happened);
    }

    /// <summary>The room is over.</summary>
    public void Close()
    {
        _sfu?.Close();
        _sfu = null;
        _links.Clear();
    }

    void ISfuListener.Tell(SfuEvent happened)
    {
        _events.Enqueue(happened);
        wake();
    }

    private static PublicationKey KeyOf(PublicationId id) => new(id.ToString());

    private static OfferResult.Refused Explain(SfuAnswer.Refused refused) => new(refused.Reason, refused.Reason switch
    {
        SfuRefusal.BadDescription => $"The offer cannot be answered: {refused.Problem}.",
        SfuRefusal.ConnectionNotFound => Gone.Message,
        _ => Unavailable.Message,
    });

    private static OfferResult.Refused? TracksOf(
        MediaRequest.Offer offer, ParticipantState participant, out Dictionary<string, OfferedTrack> tracks)
    {
        tracks = [];
        foreach (var (mid, cid) in offer.Tracks)
        {
            if (participant.Publications.FirstOrDefault(publication => publication.Id.Cid == cid) is not { } publication)
                return new(SfuRefusal.BadDescription, $"tracks: nothing is published under the cid {cid}.");
            tracks[mid] = new(
                KeyOf(publication.Id), SourceOf(publication.Source), publication.Width ?? 0, publication.Height ?? 0);
        }

        return null;
    }

    private static MediaSource SourceOf(TrackSource source) => source switch
    {
        TrackSource.Microphone => MediaSource.Microphone,
        TrackSource.Camera => MediaSource.Camera,
        TrackSource.Screen => MediaSource.Screen,
        _ => MediaSource.ScreenAudio,
    };

    private bool IsForwarded(ParticipantId participant)
    {
        if (room.State.Topology == TopologyMode.Sfu)
            return true;
        foreach (ref readonly var edge in room.Plan.Edges)
        {
            if (edge.Via == EdgeVia.Forward && edge.Concerns(participant))
                return true;
        }

        return false;
    }

    private OfferResult.Accepted Accept(MediaRequest.Offer offer, SfuAnswer.Accepted accepted)
    {
        var link = _links.GetValueOrDefault(offer.Participant);
        if (link?.Connection != accepted.Connection)
        {
            link = new(offer.Participant, accepted.Connection, offer.Filler ?? new EveryEdgeFiller()) { Replaces = Predecessor(link) };
            _links[offer.Participant] = link;
        }

        link.Slots = accepted.Slots;
        link.MustTell = true;
        _applied = null;
        return new(accepted.Connection, accepted.Sdp);
    }

    /// <summary>What carries media until the new one does. Whoever offers again and again has no more than these two.</summary>
    private MediaLink? Predecessor(MediaLink? link)
    {
        if (link is null || link.IsConnected)
            return link;
        _sfu!.Disconnect(link.Connection);
        return link.Replaces;
    }

    private void DropWhoLeft(SfuRoom sfu)
    {
        if (_links.Count == 0)
            return;
        var present = room.Participants.Select(state => state.Id).ToHashSet();
        foreach (var link in _links.Values.Where(link => !present.Contains(link.Participant)).ToList())
        {
            _links.Remove(link.Participant);
            Disconnect(sfu, link);
        }
    }

    private void DropWhatEnded(SfuRoom sfu)
    {
        var published = room.Participants.SelectMany(state => state.Publications).Select(publication => publication.Id).ToHashSet();
        foreach (var gone in _published.Where(id => !published.Contains(id)))
        {
            sfu.Unpublish(KeyOf(gone));
            _layersWanted.Remove(gone);
        }

        _published = published;
    }

    private void Fill(SfuRoom sfu, MediaLink link, Watched watched)
    {
        var publishers = watched.By(link.Participant);
        var filled = link.Filler.Fill(link.Slots, publishers, link.Bound);
        var changed = link.Slots.Where(slot => !SameIn(link.Bound, filled, slot.Mid)).ToList();
        foreach (var slot in changed)
            sfu.Bind(link.Connection, slot.Mid, filled.TryGetValue(slot.Mid, out var shown) ? KeyOf(shown) : null);

        link.Bound = filled;
        if (changed.Count > 0 || link.MustTell)
            TellSlots(link);
        link.MustTell = false;
    }

    private static bool SameIn(Dictionary<string, PublicationId> one, Dictionary<string, PublicationId> other, string mid)
    {
        var isInOne = one.TryGetValue(mid, out var shown);
        return isInOne == other.TryGetValue(mid, out var wanted) && shown == wanted;
    }

    private void Handle(SfuEvent happened)
    {
        switch (happened)
        {
            case SfuEvent.Connected connected:
                Connect(connected.Connection);
                break;
            case SfuEvent.Closed closed:
                Forget(closed);
                break;
            case SfuEvent.LayersWanted wanted when PublicationId.TryParse(wanted.Publication.Value, out var id):
                _layersWanted[id] = wanted.Layers;
                TellLayers(id, wanted.Layers);
                break;
            case SfuEvent.SpeakerChanged changed when ParticipantId.TryParse(changed.Participant.Value, out var speaker):
                HandOver(speaker);
                break;
            case SfuEvent.RoomLost:
                Lose();
                break;
        }
    }

    /// <summary>What an older connection carried moves over now.</summary>
    private void Connect(ConnectionKey connection)
    {
        if (Notify(connection, new MediaNotice.Connected(connection)) is not { } link)
            return;
        Disconnect(_sfu!, link.Replaces);
        link.Replaces = null;
        link.IsConnected = true;
    }

    private void Forget(SfuEvent.Closed closed)
    {
        var link = Notify(closed.Connection, new MediaNotice.Closed(closed.Connection, closed.Reason));
        if (link?.Replaces is { } old)
            _links[link.Participant] = old;
        else if (link is not null)
            _links.Remove(link.Participant);
    }

    private static void Disconnect(SfuRoom sfu, MediaLink? link)
    {
        for (; link is not null; link = link.Replaces)
            sfu.Disconnect(link.Connection);
    }

    private void HandOver(ParticipantId speaker)
    {
        _speakers.Note(speaker);
        _applied = null;
        foreach (var link in _links.Values)
            notify(link.Participant, new MediaNotice.Speaker(speaker));
    }

    /// <summary>The shard has died. Clients offer anew, on another shard.</summary>
    private void Lose()
    {
        var lost = _links.Values.ToList();
        _links.Clear();
        _sfu = null;
        foreach (var link in lost)
            notify(link.Participant, new MediaNotice.Closed(link.Connection, null));
    }

    private MediaLink? Notify(ConnectionKey connection, MediaNotice notice)
    {
        var link = _links.Values.FirstOrDefault(link => link.Connection == connection);
        if (link is not null)
            notify(link.Participant, notice);
        return link;
    }

    private void TellSlots(MediaLink link) => notify(link.Participant, new MediaNotice.Slots(link.Connection, link.Bound));

    private void TellLayers(PublicationId publication, uint layers) => notify(
        publication.Publisher,
        new MediaNotice.LayersWanted(publication.Cid, [.. Enumerable.Range(0, 32).Where(layer => (layers >> layer & 1) != 0)]));
}
