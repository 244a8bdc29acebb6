using Plenum.Rtc.Rtp;

namespace Plenum.Media.Forwarding;

/// <summary>
/// Chooses frames by their dependency descriptors (AV1 RTP specification, appendix A), which say themselves where one may
/// switch: a decode target is entered, up or down, at a frame that is its switch point and whose references were sent.
/// </summary>
internal sealed class DecodeTargetSelector
{
    private const int Remembered = 256;
    private const int None = -1;

    private readonly Fate[] _fates = new Fate[Remembered];
    private long _highest = None;
    private int _target = None;

    private enum Fate : byte
    {
        Unknown,
        Sent,
        LeftOut,
    }

    /// <summary>The spatial layer that is sent.</summary>
    public int Spatial { get; private set; }

    public void Reset()
    {
        _target = None;
        _highest = None;
        Array.Clear(_fates);
    }

    /// <summary>Whether the frame goes on. All packets of a frame get the same answer.</summary>
    public bool Select(long frame, DependencyDescriptorParser parser, Layer limit)
    {
        if (parser.Structure is not { } structure || (_highest != None && frame <= _highest - Remembered))
            return false;
        if (frame > _highest)
        {
            Advance(frame);
            TrySwitch(frame, structure, parser.Descriptor, limit);
        }

        ref var fate = ref _fates[IndexOf(frame)];
        if (fate == Fate.Unknown)
            fate = IsNeeded(parser.Descriptor) ? Fate.Sent : Fate.LeftOut;
        return fate == Fate.Sent;
    }

    private void TrySwitch(long frame, DependencyStructure structure, DependencyDescriptor descriptor, Layer limit)
    {
        var wanted = Find(structure, descriptor, limit);
        if (descriptor.Indications[wanted] != DecodeTargetIndication.Switch || !HasReferences(frame, descriptor))
            return;
        _target = wanted;
        Spatial = structure.SpatialIdOf(wanted);
    }

    private bool IsNeeded(DependencyDescriptor descriptor) =>
        _target != None && _target < descriptor.Indications.Length
        && descriptor.Indications[_target] != DecodeTargetIndication.NotPresent;

    /// <summary>The highest target within the limit; the lowest if none is.</summary>
    private static int Find(DependencyStructure structure, DependencyDescriptor descriptor, Layer limit)
    {
        var best = 0;
        var bestLayer = -1;
        var count = Math.Min(structure.TargetCount, descriptor.Indications.Length);
        for (var target = 0; target < count; target++)
        {
            var (spatial, temporal) = (structure.SpatialIdOf(target), structure.TemporalIdOf(target));
            var layer = spatial > limit.Spatial || temporal > limit.Temporal ? -1 : (spatial * 8) + temporal;
            if (layer > bestLayer)
                (best, bestLayer) = (target, layer);
        }

        return best;
    }

    private bool HasReferences(long frame, DependencyDescriptor descriptor)
    {
        foreach (var diff in descriptor.FrameDiffs)
        {
            if (diff >= Remembered || _fates[IndexOf(frame - diff)] != Fate.Sent)
                return false;
        }

        return true;
    }

    private void Advance(long frame)
    {
        var from = _highest == None ? frame : Math.Max(_highest + 1, frame - Remembered + 1);
        for (var between = from; between <= frame; between++)
            _fates[IndexOf(between)] = Fate.Unknown;
        _highest = frame;
    }

    private static int IndexOf(long frame) => (int)(frame & (Remembered - 1));
}
