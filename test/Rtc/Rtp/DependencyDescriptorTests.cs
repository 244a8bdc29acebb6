using Plenum.Rtc.Rtp;

namespace Plenum.Rtc.Tests.Rtp;

public sealed class DependencyDescriptorTests
{
    // A capture of Chromium sending three spatial and three temporal layers, public in another SFU's tests.
    private const string CapturedKeyFrame =
        "c1017280081485214eafffaaaa863cf0430c10c302afc0aaa0063c00430010c002a000a80006000040001d954926e082b04a0941b820"
        + "ac1282503157f974000ca864330e222222eca8655304224230eca877530077004200ef008601df010d";

    private static readonly byte[] KeyFrame = Convert.FromHexString(CapturedKeyFrame);

    [Fact]
    public void A_captured_key_frame_announces_its_structure()
    {
        var parser = new DependencyDescriptorParser();

        Assert.True(parser.TryParse(KeyFrame));

        var structure = parser.Structure!;
        Assert.Equal(9, structure.TargetCount);
        Assert.Equal(3, structure.ChainCount);
        Assert.Equal(2, structure.HighestSpatialId);
        Assert.Equal(
            [(120, 67), (240, 135), (480, 270)],
            Enumerable.Range(0, 3).Select(structure.ResolutionOf));
        Assert.Equal(
            [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (2, 0), (2, 1), (2, 2)],
            Enumerable.Range(0, 9).Select(t => (structure.SpatialIdOf(t), structure.TemporalIdOf(t))).Order());
        var descriptor = parser.Descriptor;
        Assert.True(descriptor.StartsFrame);
        Assert.True(descriptor.HasStructure);
        Assert.Equal(0x172, descriptor.FrameNumber);
        Assert.Equal((0, 0), (descriptor.SpatialId, descriptor.TemporalId));
        Assert.Equal(0x1ffu, descriptor.ActiveTargets);
        Assert.Empty(descriptor.FrameDiffs.ToArray());
        Assert.All(descriptor.Indications.ToArray(), i => Assert.NotEqual(DecodeTargetIndication.NotPresent, i));
    }

    [Fact]
    public void Captured_frames_after_it_are_read_against_it()
    {
        var parser = new DependencyDescriptorParser();
        Assert.True(parser.TryParse(KeyFrame));
        var layers = new List<(ushort, int, int, uint?)>();

        foreach (var hex in (string[])["86017340fc", "46017340fc", "c3017540fc", "88017640fc", "c2017840fc", "860173", "8b0174"])
        {
            Assert.True(parser.TryParse(Convert.FromHexString(hex)));
            var descriptor = parser.Descriptor;
            layers.Add((descriptor.FrameNumber, descriptor.SpatialId, descriptor.TemporalId, descriptor.ActiveTargets));
            Assert.False(descriptor.HasStructure);
        }

        Assert.Equal([0x173, 0x173, 0x175, 0x176, 0x178, 0x173, 0x174], layers.Select(l => (int)l.Item1));
        Assert.Equal([0x3fu, 0x3fu, 0x3fu, 0x3fu, 0x3fu, null, null], layers.Select(l => l.Item4));
        Assert.Equal([1, 1, 0, 1, 0, 1, 2], layers.Select(l => l.Item2));
        Assert.Equal([0, 0, 2, 2, 1, 0, 0], layers.Select(l => l.Item3));
    }

    [Fact]
    public void A_captured_key_frame_is_written_back_bit_by_bit()
    {
        var parser = new DependencyDescriptorParser();
        Assert.True(parser.TryParse(KeyFrame));
        var written = new byte[200];

        var length = DependencyDescriptorWriter.Write(
            parser.Descriptor, parser.Structure!, parser.Descriptor.FrameNumber, parser.Descriptor.ActiveTargets, written);

        Assert.Equal(CapturedKeyFrame, Convert.ToHexStringLower(written.AsSpan(0, length)));
    }

    [Fact]
    public void A_forwarder_can_renumber_and_switch_targets_off()
    {
        var parser = new DependencyDescriptorParser();
        Assert.True(parser.TryParse(KeyFrame));
        Assert.True(parser.TryParse(Convert.FromHexString("860173")));
        var written = new byte[20];

        var length = DependencyDescriptorWriter.Write(parser.Descriptor, parser.Structure!, 7, 0x3f, written);

        Assert.Equal("86000740fc", Convert.ToHexStringLower(written.AsSpan(0, length)));
        Assert.Equal(0, DependencyDescriptorWriter.Write(parser.Descriptor, parser.Structure!, 7, 0x3f, new byte[4]));
    }

    [Fact]
    public void Without_its_structure_a_frame_is_unknown() =>
        Assert.False(new DependencyDescriptorParser().TryParse(Convert.FromHexString("860173")));

    [Fact]
    public void A_broken_descriptor_leaves_the_structure_in_force()
    {
        var parser = new DependencyDescriptorParser();
        Assert.True(parser.TryParse(KeyFrame));
        var structure = parser.Structure;
        for (var length = 0; length < KeyFrame.Length - 1; length++)
        {
            if (length != 3)
                Assert.False(parser.TryParse(KeyFrame.AsSpan(0, length)));
        }
        Assert.Same(structure, parser.Structure);
        Assert.Equal(9, structure!.TargetCount);
        Assert.True(parser.TryParse(Convert.FromHexString("860173")));
    }

    [Fact]
    public void A_structure_of_endless_templates_is_refused()
    {
        var endless = new byte[2000];
        endless[0] = 0xc0;
        endless[3] = 0x80;
        Assert.False(new DependencyDescriptorParser().TryParse(endless));
        Array.Fill(endless, (byte)0xff, 4, 1996);
        Assert.False(new DependencyDescriptorParser().TryParse(endless));
    }

    [Fact]
    public void Whatever_bytes_come_in_parsing_ends_without_an_exception()
    {
        var random = new Random(8);
        byte[] seed = [(byte)KeyFrame.Length, .. KeyFrame, 3, 0x86, 0x01, 0x73, 5, 0x86, 0x01, 0x73, 0x40, 0xfc];
        var data = new byte[seed.Length];
        for (var i = 0; i < 30_000; i++)
        {
            seed.CopyTo(data, 0);
            for (var flips = random.Next(5); flips > 0; flips--)
                data[random.Next(data.Length)] = (byte)random.Next(256);
            DependencyDescriptorFuzz.Run(data.AsSpan(0, random.Next(data.Length + 1)));
        }
    }

    [Fact]
    public void Random_structures_and_frames_survive_writing_and_reading()
    {
        var random = new Random(9);
        for (var i = 0; i < 2000; i++)
            RoundTrip(random);
    }

    private static void RoundTrip(Random random)
    {
        var structure = RandomStructure(random);
        var descriptor = RandomFrame(random, structure);
        var active = random.Next(2) == 0 ? (uint?)null : (uint)random.NextInt64(1L << structure.TargetCount);
        var data = new byte[2048];
        var length = DependencyDescriptorWriter.Write(descriptor, structure, 77, active, data);
        Assert.NotEqual(0, length);

        var parser = new DependencyDescriptorParser();
        Assert.True(parser.TryParse(data.AsSpan(0, length)));
        var (read, readStructure) = (parser.Descriptor, parser.Structure!);
        Assert.Equal(descriptor.Indications.ToArray(), read.Indications.ToArray());
        Assert.Equal(descriptor.ChainDiffs.ToArray(), read.ChainDiffs.ToArray());
        Assert.Equal(descriptor.FrameDiffs.ToArray(), read.FrameDiffs.ToArray());
        Assert.Equal((descriptor.SpatialId, descriptor.TemporalId), (read.SpatialId, read.TemporalId));
        Assert.Equal(active ?? structure.AllTargets, read.ActiveTargets);
        for (var target = 0; target < structure.TargetCount && structure.ChainCount > 0; target++)
            Assert.Equal(structure.ProtectingChainOf(target), readStructure.ProtectingChainOf(target));
        for (var template = 0; template < structure.TemplateCount; template++)
            Assert.Equal(structure.FrameDiffs(template).ToArray(), readStructure.FrameDiffs(template).ToArray());
    }

    private static DependencyStructure RandomStructure(Random random)
    {
        var structure = new DependencyStructure
        {
            TemplateIdOffset = random.Next(64),
            TargetCount = random.Next(1, 33),
        };
        structure.ChainCount = random.Next(structure.TargetCount + 1);
        for (var spatial = 0; spatial <= random.Next(4); spatial++)
        {
            for (var temporal = 0; temporal < random.Next(1, 4); temporal++)
            {
                for (var copies = random.Next(1, 3); copies > 0; copies--)
                    Assert.True(structure.TryAddTemplate(spatial, temporal));
            }
        }
        for (var template = 0; template < structure.TemplateCount; template++)
        {
            foreach (ref var indication in structure.Indications(template))
                indication = (DecodeTargetIndication)random.Next(4);
            foreach (ref var diff in structure.ChainDiffs(template))
                diff = (byte)random.Next(16);
            for (var diffs = random.Next(4); diffs > 0; diffs--)
                Assert.True(structure.TryAddFrameDiff(template, random.Next(1, 17)));
        }
        for (var target = 0; target < structure.TargetCount && structure.ChainCount > 0; target++)
            structure.SetProtectingChain(target, random.Next(structure.ChainCount));
        return structure;
    }

    private static DependencyDescriptor RandomFrame(Random random, DependencyStructure structure)
    {
        var template = random.Next(structure.TemplateCount);
        var descriptor = new DependencyDescriptor
        {
            StartsFrame = true,
            HasStructure = true,
            TemplateId = (structure.TemplateIdOffset + template) % 64,
            SpatialId = structure.SpatialId(template),
            TemporalId = structure.TemporalId(template),
        };
        structure.Indications(template).CopyTo(descriptor.SetIndications(structure.TargetCount));
        structure.ChainDiffs(template).CopyTo(descriptor.SetChainDiffs(structure.ChainCount));
        descriptor.SetFrameDiffs(structure.FrameDiffs(template));
        if (random.Next(2) == 0)
            descriptor.SetIndications(structure.TargetCount)[0] = (DecodeTargetIndication)random.Next(4);
        if (random.Next(2) == 0)
            Assert.True(descriptor.TryAddFrameDiff(random.Next(1, 4097)));
        foreach (ref var diff in descriptor.SetChainDiffs(structure.ChainCount))
            diff = random.Next(4) == 0 ? (byte)random.Next(256) : diff;
        return descriptor;
    }

    [Fact]
    public void Reading_and_writing_allocates_nothing()
    {
        var parser = new DependencyDescriptorParser();
        var data = new byte[200];
        Allocations.AssertNone(() =>
        {
            Assert.True(parser.TryParse(KeyFrame));
            _ = DependencyDescriptorWriter.Write(parser.Descriptor, parser.Structure!, 1, 1, data);
        });
    }
}
