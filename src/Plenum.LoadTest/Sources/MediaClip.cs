using Plenum.Rtc;

namespace Plenum.LoadTest.Sources;

/// <summary>Frames that are sent round and round, with the times between them that they were encoded at.</summary>
internal sealed class MediaClip
{
    /// <summary>Makes a clip.</summary>
    /// <param name="codec">What the frames are.</param>
    /// <param name="frames">The frames, in order of time, from time zero on; the first is a key frame.</param>
    /// <param name="length">How long all of it lasts.</param>
    /// <param name="isReal">Whether an encoder made it, so that what is added to a frame must leave it decodable.</param>
    public MediaClip(ClipCodec codec, IReadOnlyList<MediaFrame> frames, TimeSpan length, bool isReal)
    {
        ArgumentOutOfRangeException.ThrowIfZero(frames.Count, nameof(frames));
        (Codec, Frames, Length, IsReal) = (codec, frames, length, isReal);
    }

    /// <summary>What the frames are.</summary>
    public ClipCodec Codec { get; }

    /// <summary>The frames.</summary>
    public IReadOnlyList<MediaFrame> Frames { get; }

    /// <summary>How long all of it lasts.</summary>
    public TimeSpan Length { get; }

    /// <summary>Whether an encoder made it.</summary>
    public bool IsReal { get; }

    /// <summary>What it takes on average, without headers.</summary>
    public Bitrate Bitrate => Bitrate.Of(Frames.Sum(frame => (long)frame.Bytes.Length), Length);
}
