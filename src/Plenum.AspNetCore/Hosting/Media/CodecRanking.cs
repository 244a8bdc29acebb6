using Plenum.Rooms;

namespace Plenum.AspNetCore.Hosting.Media;

/// <summary>Which codecs a group can decode, best choice first. Immutable.</summary>
internal sealed class CodecRanking
{
    private readonly IReadOnlyList<VideoCodec> _order;

    private CodecRanking(IReadOnlyList<VideoCodec> order) => _order = order;

    /// <summary>
    /// What everybody decodes comes before what most decode: who is left out is so few as can be. Of equals the
    /// preferred one.
    /// </summary>
    /// <param name="preferred">What the room is to use, the preferred first.</param>
    /// <param name="receivers">What each of those who receive pictures decodes.</param>
    public static CodecRanking Of(IReadOnlyList<VideoCodec> preferred, IEnumerable<IReadOnlySet<VideoCodec>> receivers)
    {
        var decoders = new int[preferred.Count];
        foreach (var decodes in receivers)
        {
            for (var index = 0; index < decoders.Length; index++)
                decoders[index] += decodes.Contains(preferred[index]) ? 1 : 0;
        }

        // OrderBy is stable: the order of preference stays among equals.
        return new([.. Enumerable.Range(0, decoders.Length).OrderByDescending(index => decoders[index]).Select(index => preferred[index])]);
    }

    /// <summary>What to send, of what one can; null if that is none of these.</summary>
    public VideoCodec? Choose(IReadOnlyList<VideoCodec> encodes)
    {
        foreach (var codec in _order)
        {
            if (encodes.Contains(codec))
                return codec;
        }

        return null;
    }
}
