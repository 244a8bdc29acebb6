using System.Diagnostics.CodeAnalysis;
using Plenum.Media.Allocation;
using Plenum.Media.Forwarding;
using Plenum.Media.Shedding;
using Plenum.Media.Speaking;
using Plenum.Rtc;
using Plenum.Rtc.Rtp;

namespace Plenum.Media;

/// <summary>
/// One room's media: what is published, who receives it, and what of it. Commands and packets go in with the time;
/// packets for each slot go straight to the sender that the caller passes, all else comes out as events that the caller
/// takes afterwards. Has one owner; reads no clock, and keeps nothing of a caller's buffer.
/// </summary>
/// <param name="pool">Room for packets, shared by all rooms of the owner.</param>
/// <param name="limits">How much it takes.</param>
public sealed class MediaRoom(PacketPool pool, MediaRoomLimits limits)
{
    private static readonly TimeSpan KeyFramePatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<PublicationId, Publication> _publications = [];
    private readonly Dictionary<SubscriberId, Subscriber> _subscribers = [];
    private readonly Dictionary<SlotId, ReceiveSlot> _slots = [];
    private readonly Dictionary<ParticipantId, Speaker> _speakers = [];
    private readonly Dictionary<PublicationId, DynacastPlan> _plans = [];
    private readonly ActiveSpeaker _floor = new();
    private readonly LayerPlanner _planner = new();
    private readonly SpeakerSlots _speakerSlots = new();
    private readonly Queue<MediaEvent> _events = new();
    private readonly List<SourceStream> _waiting = [];
    private readonly SourcePacket[] _run = new SourcePacket[SourceStream.MostWaiting];
    private ShedLevel _level;
    private Timestamp _planAt = Timestamp.Zero;
    private Timestamp _roundAt = Timestamp.Zero;
    private bool _isRegrouped;

    /// <summary>What was dropped, and why.</summary>
    public DropCounters Drops { get; } = new();

    /// <summary>When <see cref="Tick"/> is due.</summary>
    public Timestamp NextDeadline => _publications.Count == 0 ? Timestamp.Never : _planAt;

    /// <summary>Whether packets wait for <see cref="Forward"/>.</summary>
    public bool HasWaiting => _waiting.Count > 0;

    /// <summary>Who has the floor.</summary>
    public ParticipantId? Speaker => _floor.Current;

    /// <summary>Everybody who publishes, those who had the floor last first.</summary>
    public IEnumerable<ParticipantId> Ranking => _floor.Ranking.Select(speaker => speaker.Participant);

    /// <summary>A publication, with its streams.</summary>
    public Publication? Find(PublicationId id) => _publications.GetValueOrDefault(id);

    /// <summary>A slot.</summary>
    public ReceiveSlot? Find(SlotId id) => _slots.GetValueOrDefault(id);

    /// <summary>The next thing that happened. Take all after each call that puts something in.</summary>
    public bool TryTakeEvent([NotNullWhen(true)] out MediaEvent? happened) => _events.TryDequeue(out happened);

    /// <summary>Carries out a command.</summary>
    /// <returns>Why not, if not.</returns>
    public MediaRefusal Handle(MediaCommand command, Timestamp now)
    {
        // What changes is planned for at once, not when the next round would come.
        _planAt = Timestamp.Min(_planAt, now);
        return command switch
        {
            MediaCommand.Publish publish => Publish(publish),
            MediaCommand.Unpublish unpublish => Unpublish(unpublish.Id),
            MediaCommand.AddSubscriber add => AddSubscriber(add),
            MediaCommand.RemoveSubscriber remove => RemoveSubscriber(remove.Id),
            MediaCommand.AddSlot add => AddSlot(add),
            MediaCommand.RemoveSlot remove => Change(remove.Id, RemoveSlot),
            MediaCommand.Bind bind => Bind(bind),
            MediaCommand.SetViewport set => Change(set.Slot, slot => slot.Show(set.Viewport.Bounded())),
            MediaCommand.SetPaused set => Change(set.Slot, slot => slot.SetPaused(set.IsPaused)),
            _ => throw new ArgumentOutOfRangeException(nameof(command)),
        };
    }

    /// <summary>Sets what a subscriber's path carries, by its congestion control.</summary>
    /// <param name="id">Whose.</param>
    /// <param name="budget">What may be sent to it.</param>
    /// <param name="isProven">
    /// Whether the path has shown that it carries no more; until then nobody's picture is left out for want of budget.
    /// </param>
    /// <param name="backlog">What waits to be sent already, in bits.</param>
    /// <returns>What it is sent, and what it could use.</returns>
    public SubscriberRates SetBudget(SubscriberId id, Bitrate budget, bool isProven = true, long backlog = 0)
    {
        if (!_subscribers.TryGetValue(id, out var subscriber))
            return default;
        subscriber.IsStale |= subscriber.Budget != budget || subscriber.IsBudgetProven != isProven;
        subscriber.Budget = budget;
        subscriber.Backlog = backlog;
        subscriber.IsBudgetProven = isProven;
        return subscriber.Rates;
    }

    /// <summary>
    /// Leaves out so much from now on, for the server has too much to do. Who came first keeps their pictures longest.
    /// </summary>
    public void Shed(ShedLevel level, Timestamp now)
    {
        _level = level;
        _planAt = Timestamp.Min(_planAt, now);
        var keep = level.KeepPictures(_subscribers.Count);
        foreach (var subscriber in _subscribers.Values.OrderBy(subscriber => subscriber.Id.Value))
        {
            subscriber.KeepsPictures = keep-- > 0;
            subscriber.IsStale = true;
        }
    }

    /// <summary>
    /// Takes a packet of a publication. It waits for <see cref="Forward"/>, that what came with it may leave with it.
    /// </summary>
    /// <param name="stream">Its stream, as the owner found it when the source was new; null if it belongs to none.</param>
    /// <param name="packet">The packet, decrypted, free of duplicates.</param>
    /// <param name="now">The time.</param>
    /// <param name="sender">Where to write.</param>
    /// <returns>Why it was dropped, if it was.</returns>
    public DropReason Receive<TSender>(
        SourceStream? stream, scoped in RtpPacket packet, Timestamp now, ref TSender sender)
        where TSender : struct, IMediaSender
    {
        var drop = stream is null || !_publications.ContainsKey(stream.Publication.Id)
            ? DropReason.MediaWithoutPublication
            : Take(stream, packet, now, ref sender);
        Drops.Count(drop);
        return drop;
    }

    /// <summary>
    /// Forwards what waits to all who are to have it: to one after the other all of a stream, for what belongs to a
    /// receiver is then read from memory once, and its packets stand together when they are sent.
    /// </summary>
    public void Forward<TSender>(Timestamp now, ref TSender sender)
        where TSender : struct, IMediaSender
    {
        foreach (var stream in _waiting)
        {
            RunOffer.Make(new(stream, stream.TakeWaiting(_run), null, now), _events, ref sender);
        }

        _waiting.Clear();
    }

    /// <summary>A receiver cannot decode: it needs a key frame. Asked more than once a second it is not heard.</summary>
    public void RequestKeyFrame(ReceiveSlot slot, Timestamp now)
    {
        var isTooSoon = slot.KeyFrameAskedAt != Timestamp.Never && now - slot.KeyFrameAskedAt < KeyFramePatience;
        if (isTooSoon || slot.Current is not { Selector: { Stream: >= 0 } selector } feed)
            return;
        var stream = feed.Publication.Streams[selector.Stream];
        if (!MayWant(slot, stream, now))
            return;
        slot.KeyFrameAskedAt = now;
        Want(stream, now);
    }

    /// <summary>Somebody elsewhere who is fed from a stream needs a key frame of it.</summary>
    public void RequestKeyFrame(SourceStream stream, Timestamp now) => Want(stream, now);

    /// <summary>
    /// The next packet of a stream has nothing to do with those before, of which some were left out on the way here.
    /// </summary>
    public void StartOver<TSender>(SourceStream stream, Timestamp now, ref TSender sender)
        where TSender : struct, IMediaSender
    {
        if (stream.HasWaiting)
            Forward(now, ref sender);
        stream.StartOver();
    }

    /// <summary>
    /// From now on another room says who has the floor, and who had it before: the rooms of one call show the same people.
    /// </summary>
    /// <param name="ranking">Those who had it last first; who is not named comes behind.</param>
    /// <param name="speaker">Who has it.</param>
    /// <param name="now">The time.</param>
    public void SetRanking(IReadOnlyList<ParticipantId> ranking, ParticipantId? speaker, Timestamp now)
    {
        if (_floor.Current != speaker)
            _roundAt = now;
        _floor.Follow(ranking, speaker);
        _isRegrouped = true;
        _planAt = Timestamp.Min(_planAt, now);
    }

    /// <summary>The deadline passed: speakers, layers and key frames are looked at.</summary>
    public void Tick(Timestamp now)
    {
        if (_planAt > now)
            return;
        _planAt = now + ActiveSpeaker.Interval;
        if (_floor.Update(now))
        {
            _events.Enqueue(new MediaEvent.SpeakerChanged(_floor.Current!.Value));
            _isRegrouped = true;
            _roundAt = now;
        }

        if (_isRegrouped)
            FollowSpeakers();
        var isRound = _roundAt <= now;
        if (isRound)
            _roundAt = now + Round;
        foreach (var subscriber in _subscribers.Values)
        {
            if (isRound || subscriber.IsStale)
                _planner.Plan(subscriber, _floor.Current, _level, _events, now);
        }

        foreach (var publication in _publications.Values)
            Look(publication, now);
    }

    private DropReason Take<TSender>(
        SourceStream stream, scoped in RtpPacket packet, Timestamp now, ref TSender sender)
        where TSender : struct, IMediaSender
    {
        var publication = stream.Publication;
        if (!publication.IsAnnounced(packet.Header.PayloadType))
            return DropReason.PayloadTypeUnknown;
        if (!stream.IsFlowing(now))
            NoteFlow(publication, now);
        if (stream.HasWaiting && stream.StartsOver(packet.Header.Ssrc))
            Forward(now, ref sender);
        var drop = stream.Receive(packet, now, out var taken);
        if (taken is null)
            return drop;
        if (!publication.IsVideo)
            Hear(publication, taken, now);
        else if (taken.Traits.StartsKeyFrame)
            NoteKeyFrame(stream, taken, now);
        LetWait(stream, taken, now, ref sender);
        return DropReason.None;
    }

    private void LetWait<TSender>(SourceStream stream, SourcePacket packet, Timestamp now, ref TSender sender)
        where TSender : struct, IMediaSender
    {
        var descriptor = stream.DescriptorOf(packet);
        if (descriptor is not null || stream.IsFull)
            Forward(now, ref sender);
        if (descriptor is not null)
        {
            // It is read against a structure that the next packet may change.
            RunOffer.Make(new(stream, [packet], descriptor, now), _events, ref sender);
            return;
        }

        if (!stream.HasWaiting)
            _waiting.Add(stream);
        stream.LetWait(packet);
    }

    private void NoteKeyFrame(SourceStream stream, SourcePacket packet, Timestamp now)
    {
        stream.KeyFrames.Settle();
        if (stream.HeightOf(packet) is { } height && stream.Publication.NoteHeight(stream.Encoding, height))
            NoteFlow(stream.Publication, now);
    }

    /// <summary>A stream begins to flow, or its pictures have another size: what can be had of its publication is another thing now.</summary>
    private void NoteFlow(Publication publication, Timestamp now)
    {
        publication.Layers.Invalidate();
        foreach (var slot in publication.Slots)
            slot.Subscriber.IsStale = true;
        _planAt = Timestamp.Min(_planAt, now);
    }

    private void Hear(Publication publication, SourcePacket packet, Timestamp now)
    {
        var element = packet.Elements.Find(RtpExtensionKind.AudioLevel);
        if (publication.Voice is not { } voice || element.Length == 0
            || !AudioLevel.TryParse(packet.Bytes.Slice(element.Offset, element.Length), out var level))
        {
            return;
        }

        var wasSpeaking = voice.IsSpeaking;
        voice.Hear(level.Attenuation, now);
        if (voice.IsSpeaking && !wasSpeaking)
            NoteSpeech(publication, now);
    }

    /// <summary>Who was left out and begins to speak is let in at once, not in the next round.</summary>
    private void NoteSpeech(Publication publication, Timestamp now)
    {
        foreach (var slot in publication.Slots)
        {
            if (!slot.IsLeftOut)
                continue;
            slot.Subscriber.IsStale = true;
            _planAt = Timestamp.Min(_planAt, now);
        }
    }

    private static bool MayWant(ReceiveSlot slot, SourceStream stream, Timestamp now) =>
        stream.KeyFrames.IsWanted || slot.Subscriber.TryTakeKeyFrameTurn(stream.KeyFrameBits, now);

    private void Want(SourceStream stream, Timestamp now)
    {
        stream.KeyFrames.Want();
        if (stream.IsFlowing(now) && stream.KeyFrames.TryAsk(now))
            _events.Enqueue(new MediaEvent.KeyFrameNeeded(stream));
    }

    private void Look(Publication publication, Timestamp now)
    {
        if (!publication.IsVideo)
            return;
        foreach (var slot in publication.Slots)
        {
            if (slot.Awaited(now) is { } stream && stream.Publication == publication && MayWant(slot, stream, now))
                Want(stream, now);
        }

        var plan = _plans[publication.Id];
        if (plan.Update(DynacastPlan.Needed(publication), publication.Options.Encodings.Count, now))
            _events.Enqueue(new MediaEvent.LayersWanted(publication.Id, plan.Wanted));
    }

    private void FollowSpeakers()
    {
        _isRegrouped = false;
        _speakerSlots.Rank(_floor.Ranking, _publications.Values);
        foreach (var subscriber in _subscribers.Values)
        {
            _speakerSlots.Follow(subscriber, true, _events);
            _speakerSlots.Follow(subscriber, false, _events);
        }
    }

    private MediaRefusal Publish(MediaCommand.Publish publish)
    {
        var options = publish.Options;
        if (options.Encodings.Count is 0 or > Layer.MaxSpatial || options.Formats.Count is 0 or > 127)
            return MediaRefusal.BadOptions;
        if (_publications.Count >= limits.Publications)
            return MediaRefusal.TooMany;
        var publication = new Publication(publish.Id, options, pool);
        if (publication.IsVideo != publication.Codec is not null)
            return MediaRefusal.BadOptions;
        if (!_publications.TryAdd(publish.Id, publication))
            return MediaRefusal.Exists;
        _plans.Add(publish.Id, new DynacastPlan(startsWanted: !options.IsMirrored));
        if (!_speakers.TryGetValue(options.Participant, out var speaker))
            _speakers.Add(options.Participant, speaker = _floor.Add(options.Participant));
        if (options.Source == MediaSource.Microphone)
            publication.Voice = speaker;
        _isRegrouped = true;
        return MediaRefusal.None;
    }

    private MediaRefusal Unpublish(PublicationId id)
    {
        if (!_publications.Remove(id, out var publication))
            return MediaRefusal.UnknownPublication;
        _plans.Remove(id);
        foreach (var slot in publication.Slots.ToArray())
            slot.Unbind(publication);
        foreach (var stream in publication.Streams)
            stream.End();
        ForgetSpeaker(publication.Options.Participant);
        _isRegrouped = true;
        return MediaRefusal.None;
    }

    private void ForgetSpeaker(ParticipantId participant)
    {
        foreach (var other in _publications.Values)
        {
            if (other.Options.Participant == participant)
                return;
        }

        if (_speakers.Remove(participant, out var speaker))
            _floor.Remove(speaker);
    }

    private MediaRefusal AddSubscriber(MediaCommand.AddSubscriber add) =>
        _subscribers.TryAdd(
            add.Id,
            new Subscriber(add.Id, add.Participant, add.Extensions) { KeepsPictures = _level.Kind != ShedKind.Pictures })
            ? MediaRefusal.None
            : MediaRefusal.Exists;

    private MediaRefusal RemoveSubscriber(SubscriberId id)
    {
        if (!_subscribers.TryGetValue(id, out var subscriber))
            return MediaRefusal.UnknownSubscriber;
        foreach (var slot in subscriber.Slots.ToArray())
            RemoveSlot(slot);
        _subscribers.Remove(id);
        return MediaRefusal.None;
    }

    private MediaRefusal AddSlot(MediaCommand.AddSlot add)
    {
        if (!_subscribers.TryGetValue(add.Subscriber, out var subscriber))
            return MediaRefusal.UnknownSubscriber;
        if (subscriber.Slots.Count >= limits.Slots)
            return MediaRefusal.TooMany;
        var slot = new ReceiveSlot(add.Id, subscriber, add.Options);
        if (!_slots.TryAdd(add.Id, slot))
            return MediaRefusal.Exists;
        subscriber.Slots.Add(slot);
        _isRegrouped |= add.Options.FollowsSpeakers;
        return MediaRefusal.None;
    }

    private void RemoveSlot(ReceiveSlot slot)
    {
        slot.End();
        slot.Subscriber.Slots.Remove(slot);
        _slots.Remove(slot.Id);
    }

    private MediaRefusal Bind(MediaCommand.Bind bind)
    {
        if (!_slots.TryGetValue(bind.Slot, out var slot))
            return MediaRefusal.UnknownSlot;
        Publication? publication = null;
        if (bind.Publication is { } id && !_publications.TryGetValue(id, out publication))
            return MediaRefusal.UnknownPublication;
        if (slot.Options.FollowsSpeakers || (publication is not null && publication.IsVideo != slot.Options.IsVideo))
            return MediaRefusal.WrongSlot;
        slot.Bind(publication);
        slot.Subscriber.IsStale = true;
        return MediaRefusal.None;
    }

    private MediaRefusal Change(SlotId id, Action<ReceiveSlot> change)
    {
        if (!_slots.TryGetValue(id, out var slot))
            return MediaRefusal.UnknownSlot;
        change(slot);
        slot.Subscriber.IsStale = true;
        return MediaRefusal.None;
    }
}
