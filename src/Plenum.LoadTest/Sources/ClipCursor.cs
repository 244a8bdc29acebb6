namespace Plenum.LoadTest.Sources;

/// <summary>A publisher's place in a clip. Its time goes on whatever it jumps to. Pure.</summary>
internal sealed class ClipCursor
{
    private readonly MediaClip _clip;
    private int _next;
    private TimeSpan _at;

    /// <summary>A place in the clip.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="start">0 to 1: where to begin, so that publishers do not send their key frames all at once.</param>
    public ClipCursor(MediaClip clip, double start)
    {
        _clip = clip;
        _next = (int)(start * clip.Frames.Count) % clip.Frames.Count;
        JumpToKeyFrame();
    }

    /// <summary>When the next frame is due, from the first on.</summary>
    public TimeSpan NextAt => _at;

    /// <summary>The next frame, and on to the one after it.</summary>
    public MediaFrame Take()
    {
        var frame = _clip.Frames[_next];
        _next++;
        var isOver = _next == _clip.Frames.Count;
        _next = isOver ? 0 : _next;
        _at += (isOver ? _clip.Length : _clip.Frames[_next].At) - frame.At;
        return frame;
    }

    /// <summary>Somebody needs a key frame: goes on with the next one there is.</summary>
    public void JumpToKeyFrame()
    {
        for (var step = 0; step < _clip.Frames.Count && !_clip.Frames[_next].IsKey; step++)
            _next = (_next + 1) % _clip.Frames.Count;
    }
}
