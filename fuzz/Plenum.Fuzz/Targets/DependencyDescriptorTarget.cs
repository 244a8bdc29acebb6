using Plenum.Rtc.Rtp;

namespace Plenum.Fuzz.Targets;

/// <summary>Rows of dependency descriptors of one stream, read and written back.</summary>
internal sealed class DependencyDescriptorTarget : FuzzTarget
{
    private const string KeyFrame =
        "c1017280081485214eafffaaaa863cf0430c10c302afc0aaa0063c00430010c002a000a80006000040001d954926e082b04a0941b820"
        + "ac1282503157f974000ca864330e222222eca8655304224230eca877530077004200ef008601df010d";

    public override string Name => "dependency-descriptor";

    public override int MaxLength => 512;

    public override IEnumerable<byte[]> Seeds()
    {
        var keyFrame = Convert.FromHexString(KeyFrame);
        yield return [(byte)keyFrame.Length, .. keyFrame, 3, 0x86, 0x01, 0x73, 5, 0x86, 0x01, 0x73, 0x40, 0xfc];
    }

    public override ulong Run(ReadOnlySpan<byte> input)
    {
        DependencyDescriptorFuzz.Run(input);
        var mark = new Mark();
        var parser = new DependencyDescriptorParser();
        if (input.IsEmpty || !parser.TryParse(input[1..]) || parser.Structure is not { } structure)
            return mark.Value;
        mark.AddMagnitude(structure.TargetCount);
        mark.AddMagnitude(structure.ChainCount);
        mark.AddMagnitude(structure.HighestSpatialId);
        mark.AddMagnitude(parser.Descriptor.FrameDiffs.Length);
        return mark.Value;
    }
}
