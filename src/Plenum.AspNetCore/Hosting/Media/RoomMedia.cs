using System.Collections.Concurrent;
using Plenum.Engine.Sfu;
using Plenum.Media;
using Plenum.Media.Shedding;
using Plenum.Rooms;
using ParticipantId = Plenum.Rooms.ParticipantId;
using PublicationId = Plenum.Rooms.PublicationId;

namespace Plenum.AspNetCore.Hosting.Media;

/// <summary>
/// A room's media: answers offers, and brings what each client is sent in line with the plan. The room's owner alone
/// calls it; the SFU only enqueues.
/// </summary>
/// <param name="open">Opens the room's media on the SFU; null while there is none.</param>
/// <param name="room">The room; only read.</param>
/// <param name="notify">Tells a participant's client, if there is one.</param>
/// <param name="wake">Makes the owner call <see cref="TakeEvents"/> soon. Called on any thread.</param>
internal sealed class RoomMedia(
    Func<string, ISfuListener, SfuRoom?> open, Room room, Action<ParticipantId, MediaNotice> notify, Action wake)
    : ISfuListener
{
    private static readonly OfferResult.Refused Unavailable = new(
        SfuRefusal.Unavailable, "The server carries no media at the moment.");

    private static readonly OfferResult.Refused Outside = new(
        SfuRefusal.Unavailable, "Only who is in the room has media.");

    private static readonly OfferResult.Refused Gone = new(
        SfuRefusal.ConnectionNotFound, "The connection is gone. Make a new one.");

    private readonly ConcurrentQueue<SfuEvent> _events = new();
    private readonly MediaLinks _links = new();
    private readonly Dictionary<PublicationId, uint> _layersWanted = [];
    private readonly SpeakingOrder _speakers = new();
    private SfuRoom? _sfu;
    private Plan _plan = Plan.Empty;
    private IReadOnlyList<ParticipantState> _participants = [];
    private HashSet<PublicationId> _published = [];
    private ShedKind _sheds;
    private long _removals;
    private int _isWaking;
    private bool _mustChooseCodecs;

    /// <summary>Whether the room's shards have too much to do to take anybody new; null while the room has none.</summary>
    public bool? RefusesJoins => _sfu?.RefusesJoins;

    /// <summary>Answers an offer of somebody who is in the room.</summary>
    public OfferResult? Answer(MediaRequest.Offer offer)
    {
        if (offer.IsOptional && !IsForwarded(offer.Participant))
            return null;
        if (room.Find(offer.Participant) is not { } participant)
            return Outside;
        if (offer.Connection is { } own && _links.Of(offer.Participant)?.Connection != own)
            return Gone;
        if ((_sfu ??= open(room.State.Name.Value, this)) is not { } sfu)
            return Unavailable;

        var answer = sfu.Connect(new ConnectionOffer
        {
            Participant = new(offer.Participant.Value),
            Connection = offer.Connection,
            Sdp = offer.Sdp,
            Tracks = TracksOf(offer, participant),
            DefaultViewport = offer.Viewport,
            Policy = offer.Policy,
        });
        return answer is SfuAnswer.Accepted accepted ? Accept(offer, accepted) : Refuse(sfu, (SfuAnswer.Refused)answer);
    }

    /// <summary>Takes what clients say of how large they show what they watch.</summary>
    public void SetViewports(MediaRequest.SetViewports request)
    {
        if (_links.Of(request.Participant) is not { } link)
            return;
        link.Filler.SetViewports(request.Viewports);
        link.MustFill |= link.IsShort;
        _sfu?.SetViewports(link.Connection, request.Viewports.ToDictionary(pair => KeyOf(pair.Key), pair => pair.Value));
    }

    /// <summary>Follows the room: who left is disconnected, what is no longer published ends, slots are filled anew.</summary>
    public void Settle()
    {
        if (_sfu is not { } sfu)
            return;
        if (!ReferenceEquals(_participants, room.Participants))
            FollowParticipants(sfu);
        if (!ReferenceEquals(_plan, room.Plan))
            FollowPlan();
        if (_mustChooseCodecs)
            ChooseCodecs();
        Stage? stage = null;
        foreach (var link in _links.All.Where(link => link.MustFill))
        {
            TellLoad(link);
            Fill(sfu, link, stage ??= new Stage(_participants, _speakers));
        }
    }

    /// <summary>Tells a client that has come back what it may have missed.</summary>
    public void Remind(ParticipantId participant)
    {
        if (_links.Of(participant) is not { } link)
            return;
        TellSlots(link);
        if (link.Codec is { } codec)
            notify(participant, new MediaNotice.CodecWanted(codec));
        if (_sheds != ShedKind.Nothing)
            notify(participant, new MediaNotice.Load(_sheds));
        if (_speakers.Latest is { } speaker)
            notify(participant, new MediaNotice.Speaker(speaker));
        foreach (var (publication, layers) in _layersWanted.Where(pair => pair.Key.Publisher == participant))
            TellLayers(publication, layers);
    }

    /// <summary>Handles what the SFU has told meanwhile.</summary>
    public void TakeEvents()
    {
        Volatile.Write(ref _isWaking, 0);
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

    /// <summary>However much happens, the room's mailbox holds one wake-up for it.</summary>
    void ISfuListener.Tell(SfuEvent happened)
    {
        _events.Enqueue(happened);
        if (Interlocked.Exchange(ref _isWaking, 1) == 0)
            wake();
    }

    private static PublicationKey KeyOf(PublicationId id) => new(id.ToString());

    private OfferResult.Refused Refuse(SfuRoom sfu, SfuAnswer.Refused refused)
    {
        // Opened while no shard lived: nothing is going to tell that it is over.
        if (refused.Reason == SfuRefusal.Unavailable && _links.All.Count == 0)
        {
            sfu.Close();
            _sfu = null;
        }

        return new(refused.Reason, refused.Reason switch
        {
            SfuRefusal.BadDescription => $"The offer cannot be answered: {refused.Problem}.",
            SfuRefusal.ConnectionNotFound => Gone.Message,
            _ => Unavailable.Message,
        });
    }

    /// <summary>
    /// What the room knows as published. A client may offer what a host has just taken from it: that section is answered,
    /// and what comes in it is dropped.
    /// </summary>
    private static Dictionary<string, OfferedTrack> TracksOf(MediaRequest.Offer offer, ParticipantState participant)
    {
        var tracks = new Dictionary<string, OfferedTrack>();
        foreach (var (mid, cid) in offer.Tracks)
        {
            if (participant.Publications.FirstOrDefault(track => track.Id.Cid == cid) is { } track)
            {
                tracks[mid] = new(KeyOf(track.Id), SourceOf(track.Source), track.Width ?? 0, track.Height ?? 0)
                {
                    Layers = offer.Layers.GetValueOrDefault(mid),
                };
            }
        }

        return tracks;
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
        if (room.PlansForward)
            return true;
        return room.Plan.Of(participant).Any(edge => edge.Via == EdgeVia.Forward);
    }

    private OfferResult.Accepted Accept(MediaRequest.Offer offer, SfuAnswer.Accepted accepted)
    {
        var link = _links.Of(offer.Participant);
        if (link?.Connection != accepted.Connection)
        {
            link = new(offer.Participant, accepted.Connection, offer.Filler ?? new EveryEdgeFiller());
            if (_links.Add(link) is { } surplus)
                _sfu!.Disconnect(surplus);
        }

        link.Slots = accepted.Slots;
        link.Decodes = accepted.Decodes.Select(NameOf).ToHashSet();
        link.Encodes = offer.Encodes;
        (link.MustFill, link.MustTell, _mustChooseCodecs) = (true, true, true);
        return new(accepted.Connection, accepted.Sdp);
    }

    private void TellLoad(MediaLink link)
    {
        if (link.Sheds == _sheds)
            return;
        link.Sheds = _sheds;
        notify(link.Participant, new MediaNotice.Load(_sheds));
    }

    /// <summary>What the group can decode has changed: publishers who can be told hear what to send.</summary>
    private void ChooseCodecs()
    {
        _mustChooseCodecs = false;
        if (!_links.All.Any(link => link.Encodes.Count > 0))
            return;
        var receivers = _links.All.Select(link => link.Decodes).Where(decodes => decodes.Count > 0);
        var ranking = CodecRanking.Of(room.Settings.OrderVideoCodecs(), receivers);
        foreach (var link in _links.All)
        {
            if (ranking.Choose(link.Encodes) is not { } codec || codec == link.Codec)
                continue;
            link.Codec = codec;
            notify(link.Participant, new MediaNotice.CodecWanted(codec));
        }
    }

    private static VideoCodec NameOf(Rtc.Codecs.VideoCodec codec) => codec switch
    {
        Rtc.Codecs.VideoCodec.Vp8 => VideoCodec.Vp8,
        Rtc.Codecs.VideoCodec.Vp9 => VideoCodec.Vp9,
        Rtc.Codecs.VideoCodec.H264 => VideoCodec.H264,
        _ => VideoCodec.Av1,
    };

    private void FollowParticipants(SfuRoom sfu)
    {
        _participants = room.Participants;
        DropWhoLeft(sfu);
        DropWhatEnded(sfu);
        FillShort();
    }

    private void FollowPlan()
    {
        var before = _plan;
        _plan = room.Plan;
        if (_plan.DiffersOnlyFor(before, out var subscriber))
        {
            if (_links.Of(subscriber) is { } only)
                FollowPlan(only, before);
            return;
        }

        foreach (var link in _links.All)
            FollowPlan(link, before);
    }

    private void FollowPlan(MediaLink link, Plan before)
    {
        if (!ReferenceEquals(_plan.To(link.Participant), before.To(link.Participant)))
            link.MustFill |= !Watched(_plan, link).SequenceEqual(Watched(before, link));
    }

    private void FillShort()
    {
        foreach (var link in _links.All)
            link.MustFill |= link.IsShort;
    }

    private void DropWhoLeft(SfuRoom sfu)
    {
        // Nobody is gone because somebody came.
        if (room.Removals == _removals)
            return;
        _removals = room.Removals;
        var gone = _links.All.Select(link => link.Participant).Where(id => room.Find(id) is null).ToList();
        _mustChooseCodecs |= gone.Count > 0;
        foreach (var connection in gone.SelectMany(_links.Remove))
            sfu.Disconnect(connection);
    }

    private void DropWhatEnded(SfuRoom sfu)
    {
        var published = _participants.SelectMany(state => state.Publications).Select(publication => publication.Id).ToHashSet();
        foreach (var gone in _published.Where(id => !published.Contains(id)))
        {
            sfu.Unpublish(KeyOf(gone));
            _layersWanted.Remove(gone);
        }

        _published = published;
    }

    private void Fill(SfuRoom sfu, MediaLink link, Stage stage)
    {
        var watched = Watched(_plan, link);
        var filled = link.Filler.Fill(link.Slots, stage.Order(watched), link.Bound);
        var changed = link.Slots.Where(slot => !SameIn(link.Bound, filled, slot.Mid)).ToList();
        foreach (var slot in changed)
            sfu.Bind(link.Connection, slot.Mid, filled.TryGetValue(slot.Mid, out var shown) ? KeyOf(shown) : null);

        (link.Bound, link.IsShort, link.MustFill) = (filled, filled.Count < watched.Count, false);
        if (changed.Count > 0 || link.MustTell)
            TellSlots(link);
        link.MustTell = false;
    }

    /// <summary>What a plan sends to a participant through the SFU.</summary>
    private static List<PublicationId> Watched(Plan plan, MediaLink link) =>
        [.. plan.To(link.Participant).Where(edge => edge.Via == EdgeVia.Forward).Select(edge => edge.Publication)];

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
                End(closed);
                break;
            case SfuEvent.LayersWanted wanted when PublicationId.TryParse(wanted.Publication.Value, out var id):
                _layersWanted[id] = wanted.Layers;
                TellLayers(id, wanted.Layers);
                break;
            case SfuEvent.LoadChanged changed:
                _sheds = changed.Kind;
                foreach (var link in _links.All)
                    TellLoad(link);
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
        if (_links.Connected(connection, out var link) is { } old)
            _sfu!.Disconnect(old);
        if (link is not null)
            notify(link.Participant, new MediaNotice.Connected(connection));
    }

    private void End(SfuEvent.Closed closed)
    {
        _mustChooseCodecs = true;
        if (_links.TryEnd(closed.Connection, out var link))
            notify(link.Participant, new MediaNotice.Closed(closed.Connection, closed.Reason));
    }

    private void HandOver(ParticipantId speaker)
    {
        _speakers.Note(speaker);
        FillShort();
        foreach (var link in _links.All)
            notify(link.Participant, new MediaNotice.Speaker(speaker));
    }

    /// <summary>A shard has died. Clients offer anew, on another shard; the plan stays as it is.</summary>
    private void Lose()
    {
        var lost = _links.All.ToList();
        _links.Clear();
        _layersWanted.Clear();
        _sfu = null;
        foreach (var link in lost)
            notify(link.Participant, new MediaNotice.Closed(link.Connection, null));
    }

    private void TellSlots(MediaLink link) => notify(link.Participant, new MediaNotice.Slots(link.Connection, link.Bound));

    private void TellLayers(PublicationId publication, uint layers) => notify(
        publication.Publisher,
        new MediaNotice.LayersWanted(publication.Cid, [.. Enumerable.Range(0, 32).Where(layer => (layers >> layer & 1) != 0)]));
}
