namespace Plenum.Rtc.Rtp;

/// <summary>
/// Reads the dependency descriptors of one stream, keeping the structure that key frames announce (AV1 RTP specification,
/// appendix A.8). A broken descriptor changes nothing; its packet's layers are unknown.
/// </summary>
public sealed class DependencyDescriptorParser
{
    private const int MandatoryLength = 3;

    private DependencyStructure? _structure;
    private DependencyStructure? _next;

    /// <summary>The structure in force; null before the first key frame.</summary>
    public DependencyStructure? Structure => _structure;

    /// <summary>The descriptor read last; valid after <see cref="TryParse"/> returned true.</summary>
    public DependencyDescriptor Descriptor { get; } = new();

    /// <summary>Reads the data of the header extension.</summary>
    /// <returns>False if it is broken, too long for our tables, or refers to a structure that was never seen.</returns>
    public bool TryParse(ReadOnlySpan<byte> data)
    {
        if (data.Length < MandatoryLength)
            return false;
        var reader = new BitReader(data);
        Descriptor.StartsFrame = reader.ReadFlag();
        Descriptor.EndsFrame = reader.ReadFlag();
        Descriptor.TemplateId = (int)reader.Read(6);
        Descriptor.FrameNumber = (ushort)reader.Read(16);
        Descriptor.HasStructure = false;
        Descriptor.ActiveTargets = null;
        var (indications, frames, chains) = (false, false, false);
        var structure = _structure;
        if (data.Length > MandatoryLength)
        {
            Descriptor.HasStructure = reader.ReadFlag();
            var hasActiveTargets = reader.ReadFlag();
            (indications, frames, chains) = (reader.ReadFlag(), reader.ReadFlag(), reader.ReadFlag());
            if (Descriptor.HasStructure && !TryReadStructure(ref reader, out structure))
                return false;
            ReadActiveTargets(ref reader, structure, hasActiveTargets);
        }
        if (structure is null || !TryReadFrame(ref reader, structure, indications, frames, chains) || reader.IsExhausted)
            return false;
        if (Descriptor.HasStructure)
            (_structure, _next) = (_next, _structure);
        return true;
    }

    private bool TryReadStructure(ref BitReader reader, out DependencyStructure structure)
    {
        structure = _next ??= new DependencyStructure();
        return DependencyStructureCoder.TryRead(ref reader, structure);
    }

    private void ReadActiveTargets(ref BitReader reader, DependencyStructure? structure, bool areTold)
    {
        if (structure is null)
            return;
        if (Descriptor.HasStructure)
            Descriptor.ActiveTargets = structure.AllTargets;
        if (areTold)
            Descriptor.ActiveTargets = reader.Read(structure.TargetCount);
    }

    private bool TryReadFrame(ref BitReader reader, DependencyStructure structure, bool indications, bool frames, bool chains)
    {
        var template = (Descriptor.TemplateId + 64 - structure.TemplateIdOffset) % 64;
        if (template >= structure.TemplateCount)
            return false;
        Descriptor.SpatialId = structure.SpatialId(template);
        Descriptor.TemporalId = structure.TemporalId(template);
        var targets = Descriptor.SetIndications(structure.TargetCount);
        structure.Indications(template).CopyTo(targets);
        for (var i = 0; indications && i < targets.Length; i++)
            targets[i] = (DecodeTargetIndication)reader.Read(2);
        Descriptor.SetFrameDiffs(frames ? default : structure.FrameDiffs(template));
        if (frames && !TryReadFrameDiffs(ref reader))
            return false;
        var diffs = Descriptor.SetChainDiffs(structure.ChainCount);
        structure.ChainDiffs(template).CopyTo(diffs);
        for (var i = 0; chains && i < diffs.Length; i++)
            diffs[i] = (byte)reader.Read(8);
        return true;
    }

    private bool TryReadFrameDiffs(ref BitReader reader)
    {
        // Each says first in how many nibbles it is written; zero ends the list.
        for (var size = (int)reader.Read(2); size > 0; size = (int)reader.Read(2))
        {
            if (!Descriptor.TryAddFrameDiff((int)reader.Read(4 * size) + 1))
                return false;
        }
        return true;
    }
}
