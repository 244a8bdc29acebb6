namespace Plenum.Rtc.Sdp;

/// <summary>Which stream and track a media section belongs to ("a=msid", RFC 8830).</summary>
/// <param name="Stream">The stream's id; "-" for no stream.</param>
/// <param name="Track">The track's id; empty when it is not said.</param>
public readonly record struct MediaStreamId(string Stream, string Track)
{
    /// <inheritdoc />
    public override string ToString() => string.IsNullOrEmpty(Track) ? Stream : $"{Stream} {Track}";
}
