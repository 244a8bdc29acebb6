namespace Plenum.Rtc.Rtp;

/// <summary>
/// Writes a descriptor anew: a forwarder that leaves out layers tells its receiver which decode targets remain active, and
/// gives frames numbers of its own line (AV1 RTP specification, appendix A.8).
/// </summary>
public static class DependencyDescriptorWriter
{
    /// <summary>Writes a descriptor against the structure it was read with.</summary>
    /// <param name="descriptor">What to say of the frame; its structure is written if it says that it has one.</param>
    /// <param name="structure">The structure in force, or to be announced.</param>
    /// <param name="frameNumber">The frame's number on the receiver's line.</param>
    /// <param name="activeTargets">The decode targets to call active; null to leave that open.</param>
    /// <param name="destination">Where to write.</param>
    /// <returns>The bytes written; 0 if they do not fit or the template is not in the structure.</returns>
    public static int Write(
        DependencyDescriptor descriptor,
        DependencyStructure structure,
        ushort frameNumber,
        uint? activeTargets,
        Span<byte> destination)
    {
        var template = (descriptor.TemplateId + 64 - structure.TemplateIdOffset) % 64;
        if (template >= structure.TemplateCount)
            return 0;
        var indications = !descriptor.Indications.SequenceEqual(structure.Indications(template));
        var frames = !descriptor.FrameDiffs.SequenceEqual(structure.FrameDiffs(template));
        var chains = !descriptor.ChainDiffs.SequenceEqual(structure.ChainDiffs(template));
        // A structure makes all targets active by itself.
        var tellsActive = activeTargets is not null && !(descriptor.HasStructure && activeTargets == structure.AllTargets);
        var writer = new BitWriter(destination);
        WriteMandatory(ref writer, descriptor, frameNumber);
        if (descriptor.HasStructure || tellsActive || indications || frames || chains)
        {
            writer.WriteFlag(descriptor.HasStructure);
            writer.WriteFlag(tellsActive);
            writer.WriteFlag(indications);
            writer.WriteFlag(frames);
            writer.WriteFlag(chains);
            if (descriptor.HasStructure)
                DependencyStructureCoder.Write(ref writer, structure);
            if (tellsActive)
                writer.Write(activeTargets.GetValueOrDefault(), structure.TargetCount);
            WriteCustom(ref writer, descriptor, indications, frames, chains);
        }
        return writer.IsExhausted ? 0 : writer.Length;
    }

    private static void WriteMandatory(ref BitWriter writer, DependencyDescriptor descriptor, ushort frameNumber)
    {
        writer.WriteFlag(descriptor.StartsFrame);
        writer.WriteFlag(descriptor.EndsFrame);
        writer.Write((uint)descriptor.TemplateId, 6);
        writer.Write(frameNumber, 16);
    }

    private static void WriteCustom(
        ref BitWriter writer,
        DependencyDescriptor descriptor,
        bool indications,
        bool frames,
        bool chains)
    {
        for (var i = 0; indications && i < descriptor.Indications.Length; i++)
            writer.Write((uint)descriptor.Indications[i], 2);
        if (frames)
        {
            foreach (var diff in descriptor.FrameDiffs)
                WriteFrameDiff(ref writer, diff - 1u);
            writer.Write(0, 2);
        }
        for (var i = 0; chains && i < descriptor.ChainDiffs.Length; i++)
            writer.Write(descriptor.ChainDiffs[i], 8);
    }

    private static void WriteFrameDiff(ref BitWriter writer, uint diff)
    {
        var size = diff < 16 ? 1 : diff < 256 ? 2 : 3;
        writer.Write((uint)size, 2);
        writer.Write(diff, 4 * size);
    }
}
