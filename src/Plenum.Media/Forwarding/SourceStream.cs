using Plenum.Rtc;
using Plenum.Rtc.Codecs;
using Plenum.Rtc.Congestion;
using Plenum.Rtc.Rtp;

namespace Plenum.Media.Forwarding;

/// <summary>
/// One stream of a publication as it comes in: an encoding of simulcast, all of SVC, or audio. Reads each packet once for
/// all receivers, and keeps it for those who miss it.
/// </summary>
public sealed class SourceStream
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);
    private const int VideoPackets = 1024;
    private const int AudioPackets = 128;
    private const int FrameNumberBits = 16;

    /// <summary>As many as the kernel cuts from one message, whatever its version.</summary>
    internal const int MostWaiting = 64;

    /// <summary>What SRTP, UDP and IP add to a packet: the path carries that too.</summary>
    private const int Overhead = 16 + PathOverhead.PerDatagram;

    private readonly PacketPool _pool;
    private readonly DependencyDescriptorParser _descriptors = new();
    private readonly RateMeter[] _meters = new RateMeter[Layer.MaxSpatial * Layer.MaxTemporal];
    private SequenceUnwrapper _sequences;
    private CounterUnwrapper _pictures;
    private CounterUnwrapper _frames;
    private readonly long[] _waiting = new long[MostWaiting];
    private int _waitingCount;
    private long _arrivals;
    private Ssrc? _ssrc;
    private Timestamp _flowingSince;
    private SenderClock? _clock;
    private bool _hasStructure;
    private KeyFrameSize _keyFrameSize = new();

    internal SourceStream(Publication publication, int encoding, PacketPool pool)
    {
        Publication = publication;
        Encoding = encoding;
        _pool = pool;
        Ring = new PacketRing(pool, publication.IsVideo ? VideoPackets : AudioPackets, MaxAge);
        for (var index = 0; index < _meters.Length; index++)
            _meters[index] = new();
    }

    /// <summary>The publication that it belongs to.</summary>
    public Publication Publication { get; }

    /// <summary>The encoding of simulcast, lowest first; 0 without simulcast.</summary>
    public int Encoding { get; }

    /// <summary>How many of its packets are kept for those who miss them.</summary>
    public int PacketsKept => Ring.Count;

    internal PacketRing Ring { get; }

    internal KeyFrameRequests KeyFrames { get; } = new();

    /// <summary>What its last key frame took of a path, in bits.</summary>
    internal long KeyFrameBits => _keyFrameSize.Bits;

    /// <summary>
    /// As reported since packets flow. A browser that takes the microphone out of a section does not count its media's clock
    /// on meanwhile: what it reported before a pause is wrong by the pause after it.
    /// </summary>
    internal SenderClock? Clock => _clock is { } clock && clock.At >= _flowingSince ? clock : null;

    /// <summary>When a packet came last.</summary>
    internal Timestamp LastPacketAt { get; private set; } = Timestamp.Never;

    /// <summary>
    /// The publisher's sender report: which of its wall clock times a timestamp stands for. Told on to all slots that the
    /// stream feeds, in the numbers of their lines, so that lips stay in step.
    /// </summary>
    public void NoteSenderReport<TSender>(NtpTime ntp, uint timestamp, Timestamp now, ref TSender sender)
        where TSender : struct, IMediaSender
    {
        _clock = new(ntp, timestamp, now);
        foreach (var slot in Publication.Slots)
            slot.Report(this, ref sender);
    }

    /// <summary>Whether packets come.</summary>
    internal bool IsFlowing(Timestamp now) => LastPacketAt != Timestamp.Never && now - LastPacketAt < Silence;

    /// <summary>Whether they have come for long enough that their rate means something.</summary>
    internal bool IsMeasured(Timestamp now) => IsFlowing(now) && now - _flowingSince >= Silence;

    /// <summary>Takes a packet in; the ring owns what is returned.</summary>
    internal DropReason Receive(scoped in RtpPacket packet, Timestamp now, out SourcePacket? taken)
    {
        taken = null;
        if (packet.Bytes.Length > SourcePacket.MaxLength)
            return DropReason.RtpTooLong;
        NoteSource(packet.Header.Ssrc);
        Ring.Expire(now);
        var sequence = _sequences.Unwrap(packet.Header.SequenceNumber);
        if (_pool.Take() is not { } kept)
            return DropReason.PacketPoolExhausted;
        kept.Fill(packet);
        kept.Sequence = sequence;
        kept.Arrival = _arrivals++;
        kept.ArrivedAt = now;
        kept.Elements = CarriedElements.Read(packet, Publication.Extensions);
        var drop = !TryDescribe(kept) ? DropReason.PayloadMalformed
            : !Ring.TryAdd(kept) ? DropReason.RtpTooLate
            : DropReason.None;
        if (drop != DropReason.None)
        {
            _pool.Return(kept);
            return drop;
        }

        Measure(kept, packet.Bytes.Length + Overhead, now);
        if (!IsFlowing(now))
            _flowingSince = now;
        LastPacketAt = now;
        taken = kept;
        return DropReason.None;
    }

    /// <summary>
    /// A key frame is asked for, and comes once: counted as what the stream takes it would make layers look dear just when
    /// somebody has entered one, who would be sent away again, and come back by another key frame.
    /// </summary>
    private void Measure(SourcePacket packet, int bytes, Timestamp now)
    {
        if (!Publication.IsVideo || !_keyFrameSize.Take(packet, bytes, now))
            _meters[MeterOf(packet.Traits)].Add(bytes, now);
    }

    /// <summary>Whether a packet of this source would begin the stream anew.</summary>
    internal bool StartsOver(Ssrc ssrc) => _ssrc is { } known && known != ssrc;

    /// <summary>The next packet begins the stream anew, of whatever source.</summary>
    internal void StartOver()
    {
        if (_ssrc is not null)
            Publication.Restart(this);
        _ssrc = null;
    }

    /// <summary>Whether packets wait to be forwarded.</summary>
    internal bool HasWaiting => _waitingCount > 0;

    /// <summary>Whether no more packets may wait.</summary>
    internal bool IsFull => _waitingCount == MostWaiting;

    /// <summary>Lets a packet wait for others of its stream, which is not full.</summary>
    internal void LetWait(SourcePacket packet) => _waiting[_waitingCount++] = packet.Sequence;

    /// <summary>The packets that wait, in the order of arrival; what the ring has let go of meanwhile is not among them.</summary>
    internal Span<SourcePacket> TakeWaiting(SourcePacket[] destination)
    {
        var count = 0;
        foreach (var sequence in _waiting.AsSpan(0, _waitingCount))
        {
            if (Ring.Find(sequence) is { } packet)
                destination[count++] = packet;
        }

        _waitingCount = 0;
        var run = destination.AsSpan(0, count);
        EqualLengths.Apply(run);
        return run;
    }

    /// <summary>
    /// The rate of all that a layer needs: with SVC the layers below it too. Of a stream that has just stopped it is what
    /// it was: a rate that fades away would look like a bargain, and wake the stream up again.
    /// </summary>
    internal Bitrate Measure(Layer layer, Timestamp now)
    {
        now = Timestamp.Min(now, LastPacketAt);
        var rate = Bitrate.Zero;
        for (var spatial = 0; spatial < Layer.MaxSpatial; spatial++)
        {
            for (var temporal = 0; temporal <= Math.Min((int)layer.Temporal, Layer.MaxTemporal - 1); temporal++)
            {
                if (!Publication.IsScalable || spatial <= layer.Spatial)
                    rate += _meters[(spatial * Layer.MaxTemporal) + temporal].Measure(now);
            }
        }

        return rate;
    }

    /// <summary>
    /// The dependency descriptor of a packet, read against the structure in force; null if its layers were not read from
    /// it. Valid until the next is read.
    /// </summary>
    internal DependencyDescriptorParser? DescriptorOf(SourcePacket packet) =>
        packet.HasDescriptor ? ReadDescriptor(packet) : null;

    /// <summary>How high the pictures are that a key frame begins (of SVC: the largest layer's); null if it does not say.</summary>
    internal int? HeightOf(SourcePacket packet)
    {
        if (DescriptorOf(packet)?.Structure is { HasResolutions: true } structure)
            return structure.ResolutionOf(structure.HighestSpatialId).Height;
        return PictureSize.TryRead(Publication.Codec!.Value, packet.Payload, out var size) ? size.Height : null;
    }

    /// <summary>Whether a layer of this stream is sent (SVC).</summary>
    internal bool IsSent(int spatial, Timestamp now)
    {
        for (var temporal = 0; temporal < Layer.MaxTemporal; temporal++)
        {
            if (_meters[(Math.Min(spatial, Layer.MaxSpatial - 1) * Layer.MaxTemporal) + temporal].Measure(now) > Bitrate.Zero)
                return true;
        }

        return false;
    }

    internal void End() => Ring.Clear();

    /// <summary>A sender that starts over under a new source starts a new line: nothing before it can be referred to.</summary>
    private void NoteSource(Ssrc ssrc)
    {
        if (_ssrc == ssrc)
            return;
        if (_ssrc is not null)
            Publication.Restart(this);
        _ssrc = ssrc;
        _sequences = default;
        _pictures = default;
        _frames = default;
        _hasStructure = false;
        Ring.Clear();
    }

    private bool TryDescribe(SourcePacket packet)
    {
        // Padding alone probes the sender's path. It has a number, which every line must close up over.
        if (Publication.Codec is not { } codec || packet.PayloadLength == 0)
            return true;
        var isReadable = VideoPayload.TryParse(codec, packet.Payload, out var video);
        if (ReadDescriptor(packet) is { } parser && (_hasStructure || parser.Descriptor.HasStructure))
            Describe(packet, parser.Descriptor);
        else if (isReadable)
            packet.Traits = Describe(codec, packet, video);
        else
            return false;
        if (codec == VideoCodec.H264 && !packet.HasDescriptor && packet.Traits.StartsKeyFrame)
            packet.Traits = packet.Traits with { StartsKeyFrame = BeginsDecodable(packet) };

        if (!isReadable)
            return true;
        packet.Numbers = PictureNumbers.Read(codec, packet.Payload);
        if (packet.Numbers.PictureIdBits > 0)
            packet.PictureId = _pictures.Unwrap(packet.Numbers.PictureId, packet.Numbers.PictureIdBits);
        return true;
    }

    /// <summary>
    /// Whether nothing before this packet of H.264 is needed: parameter sets that come in packets of their own must not be
    /// left out, so it brings them, or the packet before is known and of another picture.
    /// </summary>
    private bool BeginsDecodable(SourcePacket packet) =>
        (H264Payload.TryParse(packet.Payload, out var h264) && h264.HasSequenceParameters)
        || (Ring.Find(packet.Sequence - 1) is { } before && before.Header.Timestamp != packet.Header.Timestamp);

    private DependencyDescriptorParser? ReadDescriptor(SourcePacket packet)
    {
        var element = packet.Elements.Find(RtpExtensionKind.DependencyDescriptor);
        return element.Length > 0 && _descriptors.TryParse(packet.Bytes.Slice(element.Offset, element.Length))
            ? _descriptors
            : null;
    }

    private void Describe(SourcePacket packet, DependencyDescriptor descriptor)
    {
        _hasStructure = true;
        packet.HasDescriptor = true;
        packet.FrameNumber = _frames.Unwrap(descriptor.FrameNumber, FrameNumberBits);
        packet.Traits = new PacketTraits
        {
            Spatial = (byte)descriptor.SpatialId,
            Temporal = (byte)descriptor.TemporalId,
            StartsFrame = descriptor.StartsFrame,
            EndsFrame = descriptor.EndsFrame,
            StartsKeyFrame = descriptor.StartsFrame && descriptor.HasStructure && descriptor.FrameDiffs.IsEmpty,
            IsSwitchingPoint = descriptor.FrameDiffs.IsEmpty,
        };
    }

    private static PacketTraits Describe(VideoCodec codec, SourcePacket packet, in VideoPayload video) => new()
    {
        Spatial = video.SpatialId,
        Temporal = video.TemporalId,
        StartsFrame = video.StartsFrame,
        EndsFrame = codec == VideoCodec.Vp9 && Vp9Descriptor.TryParse(packet.Payload, out var vp9) && vp9.EndsFrame,
        StartsKeyFrame = video.StartsKeyFrame,
        IsSwitchingPoint = video.IsSwitchingPoint,
    };

    private static int MeterOf(in PacketTraits traits) =>
        (Math.Min((int)traits.Spatial, Layer.MaxSpatial - 1) * Layer.MaxTemporal)
        + Math.Min((int)traits.Temporal, Layer.MaxTemporal - 1);
}
