namespace Plenum.Media.Tests;

/// <summary>What a viewer sees for minutes whose path carries a few of the pictures at the lowest layer.</summary>
public sealed class PictureTurnsRoomTests
{
    private readonly CameraWall _wall = new(encodings: 1, (_, isKey, _) => isKey ? 8000 : 2000);

    /// <summary>The least of a picture takes about 45 kbit/s.</summary>
    [Theory]
    [InlineData(100)]
    [InlineData(140)]
    [InlineData(190)]
    public void Where_not_all_pictures_fit_everybody_is_seen_in_turn_and_what_is_pinned_all_the_time(int budget)
    {
        _wall.Play(5, () => 100_000);
        _wall.Show(0, isPinned: true);
        var seen = new int[CameraWall.Cameras];
        _wall.Play(10, () => budget);
        var changes = _wall.Changes();
        for (var second = 0; second < 120; second++)
        {
            _wall.Play(1, () => budget);
            for (var index = 0; index < seen.Length; index++)
                seen[index] += _wall.Slots[index].Layer is null ? 0 : 1;
        }

        Assert.Equal(120, seen[0]);
        var others = seen[1..];
        Assert.True(others.Min() >= 10, string.Join(' ', seen));
        Assert.True(others.Max() - others.Min() <= 30, string.Join(' ', seen));
        // One comes and one goes every ten seconds; what a picture takes is measured anew, and some more do.
        Assert.InRange(_wall.Changes() - changes, 12, 48);
    }
}
