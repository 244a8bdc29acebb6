namespace Plenum.Rtc.Rtp;

/// <summary>Reads and writes the template structure (AV1 RTP specification, appendix A.8.2).</summary>
internal static class DependencyStructureCoder
{
    private const uint SameLayer = 0;
    private const uint NextTemporal = 1;
    private const uint NextSpatial = 2;
    private const uint NoMoreTemplates = 3;

    public static bool TryRead(ref BitReader reader, DependencyStructure structure)
    {
        structure.Clear();
        structure.TemplateIdOffset = (int)reader.Read(6);
        structure.TargetCount = (int)reader.Read(5) + 1;
        if (!TryReadLayers(ref reader, structure))
            return false;
        for (var template = 0; template < structure.TemplateCount; template++)
        {
            foreach (ref var indication in structure.Indications(template))
                indication = (DecodeTargetIndication)reader.Read(2);
        }
        if (!TryReadFrameDiffs(ref reader, structure))
            return false;
        ReadChains(ref reader, structure);
        structure.DeriveTargetLayers();
        structure.HasResolutions = reader.ReadFlag();
        for (var spatial = 0; structure.HasResolutions && spatial <= structure.HighestSpatialId; spatial++)
            structure.SetResolution(spatial, (int)reader.Read(16) + 1, (int)reader.Read(16) + 1);
        return !reader.IsExhausted;
    }

    public static void Write(ref BitWriter writer, DependencyStructure structure)
    {
        writer.Write((uint)structure.TemplateIdOffset, 6);
        writer.Write((uint)structure.TargetCount - 1, 5);
        WriteLayers(ref writer, structure);
        for (var template = 0; template < structure.TemplateCount; template++)
        {
            foreach (var indication in structure.Indications(template))
                writer.Write((uint)indication, 2);
        }
        WriteFrameDiffs(ref writer, structure);
        WriteChains(ref writer, structure);
        writer.WriteFlag(structure.HasResolutions);
        for (var spatial = 0; structure.HasResolutions && spatial <= structure.HighestSpatialId; spatial++)
        {
            var (width, height) = structure.ResolutionOf(spatial);
            writer.Write((uint)width - 1, 16);
            writer.Write((uint)height - 1, 16);
        }
    }

    private static bool TryReadLayers(ref BitReader reader, DependencyStructure structure)
    {
        var (spatial, temporal) = (0, 0);
        while (structure.TryAddTemplate(spatial, temporal) && !reader.IsExhausted)
        {
            switch (reader.Read(2))
            {
                case NextTemporal:
                    temporal++;
                    break;
                case NextSpatial:
                    (spatial, temporal) = (spatial + 1, 0);
                    break;
                case NoMoreTemplates:
                    return true;
            }
        }
        return false;
    }

    private static bool TryReadFrameDiffs(ref BitReader reader, DependencyStructure structure)
    {
        for (var template = 0; template < structure.TemplateCount; template++)
        {
            while (reader.ReadFlag())
            {
                if (!structure.TryAddFrameDiff(template, (int)reader.Read(4) + 1))
                    return false;
            }
        }
        return true;
    }

    private static void ReadChains(ref BitReader reader, DependencyStructure structure)
    {
        structure.ChainCount = (int)reader.ReadBelow((uint)structure.TargetCount + 1);
        if (structure.ChainCount == 0)
            return;
        for (var target = 0; target < structure.TargetCount; target++)
            structure.SetProtectingChain(target, (int)reader.ReadBelow((uint)structure.ChainCount));
        for (var template = 0; template < structure.TemplateCount; template++)
        {
            foreach (ref var diff in structure.ChainDiffs(template))
                diff = (byte)reader.Read(4);
        }
    }

    private static void WriteLayers(ref BitWriter writer, DependencyStructure structure)
    {
        for (var template = 1; template < structure.TemplateCount; template++)
        {
            var isSameSpatial = structure.SpatialId(template) == structure.SpatialId(template - 1);
            var isSame = isSameSpatial && structure.TemporalId(template) == structure.TemporalId(template - 1);
            writer.Write(isSame ? SameLayer : isSameSpatial ? NextTemporal : NextSpatial, 2);
        }
        writer.Write(NoMoreTemplates, 2);
    }

    private static void WriteFrameDiffs(ref BitWriter writer, DependencyStructure structure)
    {
        for (var template = 0; template < structure.TemplateCount; template++)
        {
            foreach (var diff in structure.FrameDiffs(template))
            {
                writer.WriteFlag(true);
                writer.Write(diff - 1u, 4);
            }
            writer.WriteFlag(false);
        }
    }

    private static void WriteChains(ref BitWriter writer, DependencyStructure structure)
    {
        writer.WriteBelow((uint)structure.ChainCount, (uint)structure.TargetCount + 1);
        if (structure.ChainCount == 0)
            return;
        for (var target = 0; target < structure.TargetCount; target++)
            writer.WriteBelow((uint)structure.ProtectingChainOf(target), (uint)structure.ChainCount);
        for (var template = 0; template < structure.TemplateCount; template++)
        {
            foreach (var diff in structure.ChainDiffs(template))
                writer.Write(diff, 4);
        }
    }
}
