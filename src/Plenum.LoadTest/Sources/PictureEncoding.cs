namespace Plenum.LoadTest.Sources;

/// <summary>One of the sizes that a publisher sends its pictures in.</summary>
/// <param name="Rid">Its name in a simulcast; empty where it is the only one.</param>
/// <param name="Clip">The pictures.</param>
internal sealed record PictureEncoding(string Rid, MediaClip Clip);
