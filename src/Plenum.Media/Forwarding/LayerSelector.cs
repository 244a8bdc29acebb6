using Plenum.Rtc.Rtp;

namespace Plenum.Media.Forwarding;

/// <summary>
/// Moves a slot to its target layer, and never through a picture that cannot be decoded: a stream is entered at its key
/// frames alone, a temporal layer where the codec allows it, and what is too much is left at the next picture.
/// </summary>
/// <param name="isScalable">Whether layers lie in one stream (SVC) rather than one stream each (simulcast).</param>
internal sealed class LayerSelector(bool isScalable)
{
    /// <summary>No stream.</summary>
    public const int None = -1;

    private readonly DecodeTargetSelector _targets = new();
    private bool _hasDescriptors;
    private uint _picture;
    private byte _spatial;
    private byte _temporal;
    private uint _risenAt;
    private (byte Spatial, byte Temporal) _below;

    /// <summary>Where to go; null to pause.</summary>
    public Layer? Target { get; private set; }

    /// <summary>The stream that feeds the slot.</summary>
    public int Stream { get; private set; } = None;

    /// <summary>The stream that the slot waits to be fed from; none when it has arrived.</summary>
    public int Awaited => Target is { } target && StreamOf(target) != Stream ? StreamOf(target) : None;

    /// <summary>
    /// The next higher layer of the present stream (SVC) on the way to the target: it begins at a key frame.
    /// </summary>
    public int? AwaitedSpatial
    {
        get
        {
            var spatial = SpatialOf(_hasDescriptors);
            return isScalable && Stream != None && Target?.Spatial > spatial ? spatial + 1 : null;
        }
    }

    /// <summary>Sets where to go. A pause takes effect at once, and what comes after it starts at a key frame.</summary>
    public void SetTarget(Layer? target)
    {
        Target = target;
        if (target is null)
            Stream = None;
    }

    /// <summary>The present stream cannot be followed any more: wait for a key frame.</summary>
    public void Lose() => Stream = None;

    /// <summary>
    /// There is no room for what leads down to a lower stream: nothing until its key frame.
    /// </summary>
    public void HurryDown(Layer target)
    {
        if (!isScalable && Stream != None && target.Spatial < Stream)
            Stream = None;
    }

    /// <summary>Decides on a packet.</summary>
    /// <param name="stream">The stream that it came by.</param>
    /// <param name="packet">What it is.</param>
    /// <param name="descriptor">Its dependency descriptor, with the structure in force; null without.</param>
    public Selection Select(int stream, SourcePacket packet, DependencyDescriptorParser? descriptor)
    {
        if (Target is not { } target)
            return Selection.Ignore;
        if (stream == Stream)
            return IsWanted(packet, target, descriptor) ? Selection.Forward : Selection.Drop;
        if (!packet.Traits.StartsKeyFrame || !IsNearer(stream, StreamOf(target)))
            return Selection.Ignore;
        Enter(stream, packet, target, descriptor);
        return Selection.Switch;
    }

    /// <summary>Whether the packet is the last of its picture as the slot gets it, though the sender has more layers.</summary>
    public bool EndsPicture(SourcePacket packet, DependencyDescriptorParser? descriptor) =>
        packet.Traits.EndsFrame && isScalable && packet.Traits.Spatial == SpatialOf(descriptor is not null);

    private int SpatialOf(bool hasDescriptors) => hasDescriptors ? _targets.Spatial : _spatial;

    private int StreamOf(Layer target) => isScalable ? 0 : target.Spatial;

    /// <summary>
    /// Whatever lies between here and there is welcome: a picture now, and a better one when its key frame comes.
    /// </summary>
    private bool IsNearer(int stream, int wanted) => Stream switch
    {
        None => stream <= wanted,
        _ when Stream < wanted => stream > Stream && stream <= wanted,
        _ => stream < Stream && stream >= wanted,
    };

    private void Enter(int stream, SourcePacket packet, Layer target, DependencyDescriptorParser? descriptor)
    {
        Stream = stream;
        _picture = packet.Header.Timestamp;
        _spatial = target.Spatial;
        _temporal = target.Temporal;
        _risenAt = _picture;
        _below = default;
        _targets.Reset();
        _hasDescriptors = descriptor is not null;
        if (descriptor is not null)
            _targets.Select(packet.FrameNumber, descriptor, target);
    }

    private bool IsWanted(SourcePacket packet, Layer target, DependencyDescriptorParser? descriptor)
    {
        // On the way down to a lower stream the least of this one is shown: it came with too small a budget.
        var limit = StreamOf(target) < Stream ? target with { Temporal = 0 } : target;
        if (!isScalable)
            limit = limit with { Spatial = byte.MaxValue };
        if (descriptor is not null)
            return _targets.Select(packet.FrameNumber, descriptor, limit);
        var traits = packet.Traits;
        if ((int)(packet.Header.Timestamp - _picture) > 0)
        {
            _picture = packet.Header.Timestamp;
            _temporal = Math.Min(_temporal, limit.Temporal);
            _spatial = Math.Min(_spatial, limit.Spatial);
        }

        // What comes late, from before a rise, lacks what it refers to if it lies above the layers of then.
        if ((int)(packet.Header.Timestamp - _risenAt) < 0)
            return traits.Temporal <= _below.Temporal && traits.Spatial <= _below.Spatial;
        if (traits.StartsKeyFrame)
            Rise(packet, limit.Spatial, limit.Temporal);
        else if (traits.StartsFrame && traits.IsSwitchingPoint && traits.Temporal > _temporal)
            Rise(packet, _spatial, Math.Min(traits.Temporal, limit.Temporal));
        return traits.Temporal <= _temporal && traits.Spatial <= _spatial;
    }

    private void Rise(SourcePacket packet, byte spatial, byte temporal)
    {
        if (spatial > _spatial || temporal > _temporal)
        {
            _below = (Math.Min(spatial, _spatial), Math.Min(temporal, _temporal));
            _risenAt = packet.Header.Timestamp;
        }

        (_spatial, _temporal) = (spatial, temporal);
    }
}
