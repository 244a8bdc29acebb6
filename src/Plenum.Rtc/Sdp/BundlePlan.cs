namespace Plenum.Rtc.Sdp;

/// <summary>Which sections of a description may share the one transport.</summary>
internal sealed class BundlePlan
{
    private readonly Dictionary<string, int> _indexByMid = new(StringComparer.Ordinal);

    private BundlePlan(SessionDescription session)
    {
        for (var i = 0; i < session.Media.Length; i++)
        {
            if (session.Media[i].Mid.Length > 0)
                _indexByMid.Add(session.Media[i].Mid, i);
        }
    }

    /// <summary>The indexes of the sections in the group's order: the first is the offerer's tagged section.</summary>
    public List<int> Members { get; } = [];

    /// <summary>Whether the description has a BUNDLE group.</summary>
    public bool IsGrouped { get; private set; }

    /// <summary>
    /// Reads the first BUNDLE group. Without one, there is a transport for each section; we have one, so only the
    /// first that is not rejected can be served.
    /// </summary>
    public static SdpError TryRead(SessionDescription session, Func<MediaDescription, bool> isUsable, out BundlePlan plan)
    {
        plan = new BundlePlan(session);
        if (session.BundleGroups.IsEmpty)
        {
            plan.Members.AddRange(Enumerable.Range(0, session.Media.Length).Where(i => isUsable(session.Media[i])).Take(1));
            return SdpError.None;
        }

        plan.IsGrouped = true;
        var seen = new HashSet<int>();
        foreach (var mid in session.BundleGroups[0])
        {
            if (!plan._indexByMid.TryGetValue(mid, out var index) || !seen.Add(index))
                return SdpError.InvalidBundle;
            plan.Members.Add(index);
        }

        return SdpError.None;
    }
}
