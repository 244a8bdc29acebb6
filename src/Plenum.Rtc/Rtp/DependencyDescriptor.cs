namespace Plenum.Rtc.Rtp;

/// <summary>
/// The dependency descriptor of one packet, resolved against its stream's structure (AV1 RTP specification, appendix A):
/// what a forwarder needs to choose layers without looking into the payload. Reused by its parser.
/// </summary>
public sealed class DependencyDescriptor
{
    private readonly DecodeTargetIndication[] _indications = new DecodeTargetIndication[DependencyStructure.MaximumTargets];
    private readonly byte[] _chainDiffs = new byte[DependencyStructure.MaximumTargets];
    private readonly ushort[] _frameDiffs = new ushort[DependencyStructure.MaximumFrameDiffs];
    private int _targetCount;
    private int _chainCount;
    private int _frameDiffCount;

    /// <summary>Whether the packet is the frame's first.</summary>
    public bool StartsFrame { get; internal set; }

    /// <summary>Whether the packet is the frame's last.</summary>
    public bool EndsFrame { get; internal set; }

    /// <summary>The template the frame follows.</summary>
    public int TemplateId { get; internal set; }

    /// <summary>The frame's running number; it wraps.</summary>
    public ushort FrameNumber { get; internal set; }

    /// <summary>Whether the packet announces a structure, as the first of a key frame does.</summary>
    public bool HasStructure { get; internal set; }

    /// <summary>The decode targets that are being produced, one bit each, lowest first; null if not told here.</summary>
    public uint? ActiveTargets { get; internal set; }

    /// <summary>The frame's spatial layer.</summary>
    public int SpatialId { get; internal set; }

    /// <summary>The frame's temporal layer.</summary>
    public int TemporalId { get; internal set; }

    /// <summary>What the frame is to each decode target.</summary>
    public ReadOnlySpan<DecodeTargetIndication> Indications => _indications.AsSpan(0, _targetCount);

    /// <summary>For each chain how many frames back its last one lies; 0 if this frame starts the chain.</summary>
    public ReadOnlySpan<byte> ChainDiffs => _chainDiffs.AsSpan(0, _chainCount);

    /// <summary>How many frames back each frame lies that this one refers to; empty for a key frame.</summary>
    public ReadOnlySpan<ushort> FrameDiffs => _frameDiffs.AsSpan(0, _frameDiffCount);

    internal Span<DecodeTargetIndication> SetIndications(int count) => _indications.AsSpan(0, _targetCount = count);

    internal Span<byte> SetChainDiffs(int count) => _chainDiffs.AsSpan(0, _chainCount = count);

    internal void SetFrameDiffs(ReadOnlySpan<ushort> diffs)
    {
        _frameDiffCount = diffs.Length;
        diffs.CopyTo(_frameDiffs);
    }

    internal bool TryAddFrameDiff(int diff)
    {
        if (_frameDiffCount == DependencyStructure.MaximumFrameDiffs)
            return false;
        _frameDiffs[_frameDiffCount++] = (ushort)diff;
        return true;
    }
}
