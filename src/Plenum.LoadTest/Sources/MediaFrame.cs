namespace Plenum.LoadTest.Sources;

/// <summary>An encoded frame.</summary>
/// <param name="Bytes">A VP8 frame, an H.264 access unit with start codes, or an Opus packet.</param>
/// <param name="At">When it belongs, from the start of the clip.</param>
/// <param name="IsKey">Whether a decoder can start here.</param>
internal sealed record MediaFrame(byte[] Bytes, TimeSpan At, bool IsKey);
