using Plenum.Media;
using Plenum.Rooms;
using Publication = Plenum.Rooms.Publication;

namespace Plenum.AspNetCore.Hosting.Media;

/// <summary>
/// What matters where slots are short: first what the user pinned, then shared screens, then what can be seen or heard,
/// then what is muted, last what the client hides. Among equals, who spoke last.
/// </summary>
internal static class SlotPriority
{
    /// <param name="publication">What wants a slot.</param>
    /// <param name="viewport">How the client shows it; null: it has not said.</param>
    /// <returns>The lower the earlier.</returns>
    public static int Of(Publication publication, Viewport? viewport)
    {
        if (viewport is { IsVisible: false })
            return 4;
        if (viewport is { IsPinned: true })
            return 0;
        if (publication.Muted)
            return 3;
        return publication.Source is TrackSource.Screen or TrackSource.ScreenAudio ? 1 : 2;
    }
}
