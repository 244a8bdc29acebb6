namespace Plenum.Rtc.Rtp;

/// <summary>
/// The template structure of a dependency descriptor (AV1 RTP specification, appendix A.8): what key frames announce and
/// later frames refer to. Fixed tables, reused: reading one allocates nothing.
/// </summary>
public sealed class DependencyStructure
{
    /// <summary>The most decode targets and chains the format allows.</summary>
    public const int MaximumTargets = 32;

    internal const int MaximumTemplates = 64;
    internal const int MaximumFrameDiffs = 16;
    internal const int MaximumSpatialId = 3;
    internal const int MaximumTemporalId = 7;

    private readonly DecodeTargetIndication[] _indications = new DecodeTargetIndication[MaximumTemplates * MaximumTargets];
    private readonly byte[] _chainDiffs = new byte[MaximumTemplates * MaximumTargets];
    private readonly ushort[] _frameDiffs = new ushort[MaximumTemplates * MaximumFrameDiffs];
    private readonly byte[] _frameDiffCounts = new byte[MaximumTemplates];
    private readonly byte[] _spatialIds = new byte[MaximumTemplates];
    private readonly byte[] _temporalIds = new byte[MaximumTemplates];
    private readonly byte[] _protectingChains = new byte[MaximumTargets];
    private readonly byte[] _targetSpatialIds = new byte[MaximumTargets];
    private readonly byte[] _targetTemporalIds = new byte[MaximumTargets];
    private readonly (int Width, int Height)[] _resolutions = new (int, int)[MaximumSpatialId + 1];

    /// <summary>The id of the first template.</summary>
    public int TemplateIdOffset { get; internal set; }

    /// <summary>How many templates there are.</summary>
    public int TemplateCount { get; internal set; }

    /// <summary>How many decode targets there are, 1 to 32.</summary>
    public int TargetCount { get; internal set; }

    /// <summary>How many chains there are, 0 to the number of targets.</summary>
    public int ChainCount { get; internal set; }

    /// <summary>The highest spatial layer.</summary>
    public int HighestSpatialId { get; internal set; }

    /// <summary>Whether the layers' resolutions are known.</summary>
    public bool HasResolutions { get; internal set; }

    /// <summary>All targets active, one bit each.</summary>
    public uint AllTargets => TargetCount == 32 ? uint.MaxValue : (1u << TargetCount) - 1;

    /// <summary>The spatial layer a decode target goes up to.</summary>
    public int SpatialIdOf(int target) => _targetSpatialIds[target];

    /// <summary>The temporal layer a decode target goes up to.</summary>
    public int TemporalIdOf(int target) => _targetTemporalIds[target];

    /// <summary>The chain that protects a decode target: as long as no frame of it is lost, the target decodes.</summary>
    public int ProtectingChainOf(int target) => _protectingChains[target];

    /// <summary>The size of a spatial layer's pictures; zero if unknown.</summary>
    public (int Width, int Height) ResolutionOf(int spatialId) => _resolutions[spatialId];

    internal Span<DecodeTargetIndication> Indications(int template) =>
        _indications.AsSpan(template * MaximumTargets, TargetCount);

    internal Span<byte> ChainDiffs(int template) => _chainDiffs.AsSpan(template * MaximumTargets, ChainCount);

    internal ReadOnlySpan<ushort> FrameDiffs(int template) =>
        _frameDiffs.AsSpan(template * MaximumFrameDiffs, _frameDiffCounts[template]);

    internal int SpatialId(int template) => _spatialIds[template];

    internal int TemporalId(int template) => _temporalIds[template];

    internal bool TryAddTemplate(int spatialId, int temporalId)
    {
        if (TemplateCount == MaximumTemplates || spatialId > MaximumSpatialId || temporalId > MaximumTemporalId)
            return false;
        _spatialIds[TemplateCount] = (byte)spatialId;
        _temporalIds[TemplateCount] = (byte)temporalId;
        _frameDiffCounts[TemplateCount++] = 0;
        HighestSpatialId = spatialId;
        return true;
    }

    internal bool TryAddFrameDiff(int template, int diff)
    {
        ref var count = ref _frameDiffCounts[template];
        if (count == MaximumFrameDiffs)
            return false;
        _frameDiffs[(template * MaximumFrameDiffs) + count++] = (ushort)diff;
        return true;
    }

    internal void SetProtectingChain(int target, int chain) => _protectingChains[target] = (byte)chain;

    internal void SetResolution(int spatialId, int width, int height) => _resolutions[spatialId] = (width, height);

    internal void Clear()
    {
        TemplateCount = TargetCount = ChainCount = HighestSpatialId = 0;
        HasResolutions = false;
        Array.Clear(_protectingChains);
        Array.Clear(_resolutions);
    }

    /// <summary>A target goes up to the highest layers of the frames it needs (appendix A.8.3.2).</summary>
    internal void DeriveTargetLayers()
    {
        for (var target = 0; target < TargetCount; target++)
        {
            byte spatial = 0, temporal = 0;
            for (var template = 0; template < TemplateCount; template++)
            {
                if (Indications(template)[target] == DecodeTargetIndication.NotPresent)
                    continue;
                spatial = Math.Max(spatial, _spatialIds[template]);
                temporal = Math.Max(temporal, _temporalIds[template]);
            }
            (_targetSpatialIds[target], _targetTemporalIds[target]) = (spatial, temporal);
        }
    }
}
