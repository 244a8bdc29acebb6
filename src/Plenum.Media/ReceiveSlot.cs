using Plenum.Media.Allocation;
using Plenum.Media.Forwarding;
using Plenum.Rtc;
using Plenum.Rtc.Rtp;

namespace Plenum.Media;

/// <summary>
/// One line of media to a receiver, fed from one publication or another. When it is bound to another one, it is fed from
/// the old one until the new one's first key frame has come: no tile goes dark for a change.
/// </summary>
public sealed class ReceiveSlot
{
    private static readonly TimeSpan LeastRest = TimeSpan.FromMilliseconds(10);
    private const int VideoHistory = 512;
    private const int AudioHistory = 128;

    private readonly RtpRewriter _rewriter;
    private readonly SlotHistory _history;
    private readonly SlotHeader _header;
    private Feed? _feed;
    private Feed? _next;
    private (SourceStream Stream, long Sequence)? _entry;
    private ushort? _keyFrame;

    internal ReceiveSlot(SlotId id, Subscriber subscriber, SlotOptions options)
    {
        Id = id;
        Subscriber = subscriber;
        Options = options;
        _rewriter = new RtpRewriter(options.ClockRate, options.FirstSequence, options.FirstTimestamp);
        _history = new SlotHistory(options.ClockRate, options.IsVideo ? VideoHistory : AudioHistory);
        _header = new SlotHeader(options, subscriber.Extensions);
    }

    /// <summary>How many steps it takes to reach all that belongs to a slot, each by way of the one before.</summary>
    public const int PrefetchLevels = 9;

    /// <summary>Its number.</summary>
    public SlotId Id { get; }

    /// <summary>What it was made with.</summary>
    public SlotOptions Options { get; }

    /// <summary>For the owner's own use: the connection and stream that it is sent by.</summary>
    public object? Tag { get; set; }

    /// <summary>Media packets forwarded.</summary>
    public long PacketsForwarded { get; private set; }

    /// <summary>Packets that only fill a place of the line.</summary>
    public long PacketsPadded { get; private set; }

    /// <summary>Packets sent again.</summary>
    public long PacketsRepeated { get; private set; }

    /// <summary>Key frames forwarded.</summary>
    public long KeyFrames { get; private set; }

    /// <summary>The layer that its path has room for; null for none, and for sound.</summary>
    public Layer? Layer => Wanted?.Selector?.Target;

    internal Subscriber Subscriber { get; }

    internal Viewport Viewport { get; private set; } = Viewport.Unknown;

    internal RiseHold Hold { get; } = new();

    internal bool IsPaused { get; private set; }

    /// <summary>What it is or will be fed from.</summary>
    internal Feed? Wanted => _next ?? _feed;

    /// <summary>What it is fed from until then.</summary>
    internal Feed? Current => _feed;

    /// <summary>When its receiver asked for a key frame last.</summary>
    internal Timestamp KeyFrameAskedAt { get; set; } = Timestamp.Never;

    /// <summary>Whether it has nothing because its path cannot carry it.</summary>
    internal bool WasStarved { get; set; }

    /// <summary>When it gave way to another last, where not all pictures fit; zero if it never did.</summary>
    internal Timestamp YieldedAt { get; set; }

    /// <summary>Whether its sound is left out because the path does not carry all of it.</summary>
    public bool IsLeftOut { get; private set; }

    /// <summary>Sets what it is to be fed from; null for nothing.</summary>
    internal void Bind(Publication? publication)
    {
        if (publication == Wanted?.Publication)
            return;
        if (publication is not null && publication == _feed?.Publication)
        {
            DropNext();
            return;
        }

        DropNext();
        if (publication is null || _feed is not { IsFlowing: true, Selector: not null })
            DropFeed();
        if (publication is null)
            return;
        publication.Slots.Add(this);
        var feed = new Feed(publication, Options);
        if (_feed is null)
            _feed = feed;
        else
            _next = feed;
    }

    /// <summary>A publication has ended.</summary>
    internal void Unbind(Publication publication)
    {
        if (_next?.Publication == publication)
            DropNext();
        if (_feed?.Publication != publication)
            return;
        DropFeed();
        (_feed, _next) = (_next, null);
    }

    /// <summary>It is gone for good.</summary>
    internal void End()
    {
        Bind(null);
        _history.Clear();
        _entry = null;
    }

    internal void NoteRestart(SourceStream stream)
    {
        NoteRestart(_feed, stream);
        NoteRestart(_next, stream);
    }

    /// <summary>
    /// The stream whose key frame it waits for. If the one it is to have is not sent (yet), the next lower one will do.
    /// </summary>
    internal SourceStream? Awaited(Timestamp now)
    {
        if (Wanted is not { Selector: { } selector } feed)
            return null;
        var streams = feed.Publication.Streams;
        if (selector.AwaitedSpatial is { } spatial)
            return streams[selector.Stream].IsSent(spatial, now) ? streams[selector.Stream] : null;
        for (var index = Math.Min(selector.Awaited, streams.Count - 1); index >= 0 && index != selector.Stream; index--)
        {
            if (streams[index].IsFlowing(now))
                return streams[index];
        }

        return null;
    }

    internal void Show(Viewport viewport)
    {
        if (viewport != Viewport)
        {
            Hold.Reset();
            YieldedAt = Timestamp.Zero;
        }

        Viewport = viewport;
    }

    /// <summary>Silence or darkness, or an end of it.</summary>
    internal void SetPaused(bool isPaused)
    {
        IsPaused = isPaused;
        if (isPaused && _feed is { } feed)
        {
            feed.HasBegun = false;
            feed.Selector?.SetTarget(null);
        }
    }

    /// <summary>Sound is left out because the path does not carry all of it, or not any more.</summary>
    internal void SetLeftOut(bool isLeftOut)
    {
        IsLeftOut = isLeftOut;
        if (isLeftOut && _feed is { } feed)
            feed.HasBegun = false;
    }

    /// <summary>Whether it is fed from this packet on.</summary>
    internal bool HasEnteredAt(SourceStream stream, SourcePacket packet) => _entry == (stream, packet.Sequence);

    /// <summary>Packets will be offered to it soon: asks for what belongs to it, level by level from 0 on.</summary>
    internal void Prefetch(int level)
    {
        switch (level)
        {
            case 0:
                Rtc.Prefetch.Object(this, 3);
                break;
            case 1:
                Rtc.Prefetch.Object(_feed, 2);
                Rtc.Prefetch.Object(_rewriter, 2);
                Rtc.Prefetch.Object(_history);
                Rtc.Prefetch.Object(_header);
                break;
            case 2:
                _feed?.Prefetch();
                _rewriter.Prefetch();
                _history.Prefetch(_rewriter.NextSequence);
                _header.Prefetch();
                break;
        }
    }

    /// <summary>Takes packets of a publication that it is bound to.</summary>
    /// <returns>Whether the first of its publication here is among them.</returns>
    internal bool Offer<TSender>(in PacketRun run, ref TSender sender)
        where TSender : struct, IMediaSender
    {
        var feed = run.Stream.Publication == _feed?.Publication ? _feed : _next;
        if (feed is null || IsPaused || IsLeftOut)
            return false;
        var wasFlowing = feed.IsFlowing;
        var hasForwarded = false;
        foreach (var packet in run.Packets)
            hasForwarded |= Offer(feed, packet, run, ref sender);
        return hasForwarded && !wasFlowing;
    }

    /// <returns>Whether it went on.</returns>
    private bool Offer<TSender>(Feed feed, SourcePacket packet, in PacketRun run, ref TSender sender)
        where TSender : struct, IMediaSender
    {
        var stream = run.Stream;
        var payloadType = feed.PayloadTypeOf(packet.Header.PayloadType);
        var selection = payloadType == Feed.NotAgreed || packet.PayloadLength == 0
            ? IsFedBy(stream) ? Selection.Drop : Selection.Ignore
            : Select(feed, stream, packet, run.Descriptor);
        if (selection == Selection.Ignore)
            return false;
        if (selection == Selection.Switch)
            Enter(feed, stream, packet, run.Now, ref sender);

        var closesPictures = stream.Publication.Codec == Rtc.Codecs.VideoCodec.Vp8;
        var result = selection == Selection.Drop
            ? _rewriter.Skip(packet, closesPictures, run.Now, out var numbers)
            : _rewriter.Map(packet, run.Now, out numbers);
        if (result == RewriteResult.None || payloadType == Feed.NotAgreed)
            return false;
        var isPadding = result == RewriteResult.Padding;
        var sent = new SentPacket
        {
            Stream = stream,
            SourceSequence = packet.Sequence,
            Numbers = numbers,
            PayloadType = payloadType,
            IsPadding = isPadding,
            Marker = !isPadding && IsMarked(feed, selection, packet, run.Descriptor),
        };
        if (packet.Traits.StartsKeyFrame)
            NoteKeyFrame(numbers.Sequence);
        _history.Add(sent);
        Send(sent, packet, ref sender);
        return true;
    }

    /// <summary>Sends again what the receiver misses.</summary>
    /// <param name="sequence">The number it was sent under.</param>
    /// <param name="rest">How long after a repetition another one is a waste: the round trip.</param>
    /// <param name="now">The time.</param>
    /// <param name="sender">Where to send.</param>
    /// <returns>Whether it was sent.</returns>
    public bool Repeat<TSender>(ushort sequence, TimeSpan rest, Timestamp now, ref TSender sender)
        where TSender : struct, IMediaSender
    {
        // What is before a key frame is not needed any more, and would hold up what is.
        if (_keyFrame is { } keyFrame && (short)(sequence - keyFrame) < 0)
            return false;
        // A receiver that claims to be next door does not make us send without end.
        if (!_history.TryTake(sequence, rest < LeastRest ? LeastRest : rest, now, out var sent)
            || sent.Stream!.Ring.Find(sent.SourceSequence) is not { } packet)
        {
            return false;
        }

        var payload = PayloadOf(sent, packet);
        var space = sender.Reserve(this, SlotHeader.MaxLength + payload.Length);
        if (space.IsEmpty)
            return false;
        var header = WriteHeader(space, sent, packet);
        payload.CopyTo(space[header..]);
        sender.Repeat(this, space, header + payload.Length);
        PacketsRepeated++;
        return true;
    }

    private void NoteKeyFrame(ushort sequence)
    {
        KeyFrames++;
        if (_keyFrame is not { } before || (short)(sequence - before) > 0)
            _keyFrame = sequence;
    }

    /// <summary>Tells what the stream's sender reported, in the numbers of the line.</summary>
    internal void Report<TSender>(SourceStream stream, ref TSender sender)
        where TSender : struct, IMediaSender
    {
        if (IsFedBy(stream) && stream.Clock is { } clock)
            sender.SetSenderClock(this, clock.Ntp, _rewriter.MapTimestamp(clock.RtpTimestamp), clock.At);
    }

    private bool IsFedBy(SourceStream stream) =>
        _feed is { IsFlowing: true } feed && feed.Publication == stream.Publication
        && (feed.Selector is null || feed.Selector.Stream == stream.Encoding);

    private static void NoteRestart(Feed? feed, SourceStream stream)
    {
        if (feed?.Publication != stream.Publication)
            return;
        feed.HasBegun = false;
        if (feed.Selector?.Stream == stream.Encoding)
            feed.Selector.Lose();
    }

    private static Selection Select(
        Feed feed, SourceStream stream, SourcePacket packet, DependencyDescriptorParser? descriptor)
    {
        if (feed.Selector is { } selector)
            return selector.Select(stream.Encoding, packet, descriptor);
        var selection = feed.HasBegun ? Selection.Forward : Selection.Switch;
        feed.HasBegun = true;
        return selection;
    }

    private static bool IsMarked(
        Feed feed, Selection selection, SourcePacket packet, DependencyDescriptorParser? descriptor) =>
        packet.Header.Marker
        // Audio that begins is a talk spurt (RFC 3551, section 4.1), wherever the receiver's buffer stood before.
        || (feed.Selector is null ? selection == Selection.Switch : feed.Selector.EndsPicture(packet, descriptor));

    private void Enter<TSender>(Feed feed, SourceStream stream, SourcePacket packet, Timestamp now, ref TSender sender)
        where TSender : struct, IMediaSender
    {
        if (feed == _next)
        {
            DropFeed();
            (_feed, _next) = (feed, null);
        }

        if (!feed.HasFlown)
            feed.FlownSince = now;
        _entry = (stream, packet.Sequence);
        _rewriter.Restart(packet, now);
        Report(stream, ref sender);
    }

    private void Send<TSender>(in SentPacket sent, SourcePacket packet, ref TSender sender)
        where TSender : struct, IMediaSender
    {
        var payload = PayloadOf(sent, packet);
        var space = sender.Reserve(this, SlotHeader.MaxLength + payload.Length);
        if (space.IsEmpty)
            return;
        sender.Send(this, space, WriteHeader(space, sent, packet), payload);
        PacketsForwarded += sent.IsPadding ? 0 : 1;
        PacketsPadded += sent.IsPadding ? 1 : 0;
    }

    private int WriteHeader(Span<byte> space, in SentPacket sent, SourcePacket packet) =>
        sent.IsPadding ? _header.WritePadding(space, sent) : _header.Write(space, sent, packet);

    /// <summary>The numbers in the payload are written where it lies: each receiver's before it is sent to.</summary>
    private static ReadOnlySpan<byte> PayloadOf(in SentPacket sent, SourcePacket packet)
    {
        if (sent.IsPadding)
            return [1];
        packet.Numbers.Write(packet.Payload, sent.Numbers.PictureId, sent.Numbers.Index);
        return packet.Payload;
    }

    private void DropFeed()
    {
        _feed?.Publication.Slots.Remove(this);
        _feed = null;
    }

    private void DropNext()
    {
        _next?.Publication.Slots.Remove(this);
        _next = null;
    }
}
