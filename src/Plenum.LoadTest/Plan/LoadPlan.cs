namespace Plenum.LoadTest.Plan;

/// <summary>Everybody of a test, in the order in which they join. Pure.</summary>
internal sealed record LoadPlan
{
    private LoadPlan(IReadOnlyList<ParticipantPlan> publishers, IReadOnlyList<ParticipantPlan> others, IReadOnlyList<ParticipantPlan> churn) =>
        (Publishers, Viewers, Churn) = (publishers, others, churn);

    /// <summary>Those who publish; they come first, so that who watches has something to wait for.</summary>
    public IReadOnlyList<ParticipantPlan> Publishers { get; }

    /// <summary>Those who only watch and stay.</summary>
    public IReadOnlyList<ParticipantPlan> Viewers { get; }

    /// <summary>Those who come and go, by the time at which they come.</summary>
    public IReadOnlyList<ParticipantPlan> Churn { get; }

    /// <summary>The most participants that are there at one time.</summary>
    public int Peak => Publishers.Count + Viewers.Count + PeakOfChurn();

    /// <summary>Streams forwarded at one time, the churn left out.</summary>
    public (long Video, long Audio) Subscriptions(MediaPlan media)
    {
        var sounds = media.Audio == AudioKind.None ? 0 : 1;
        var pictures = media.Video == VideoKind.None ? 0 : 1;
        return (
            Publishers.Concat(Viewers).Where(plan => plan.WatchesVideo).Sum(plan => (long)plan.Watches.Count) * pictures,
            Publishers.Concat(Viewers).Sum(plan => (long)plan.Watches.Count) * sounds);
    }

    /// <summary>Makes a plan.</summary>
    /// <param name="groups">What is wanted.</param>
    /// <param name="media">What is sent.</param>
    /// <param name="room">What the rooms' names begin with.</param>
    /// <param name="churn">How long people come and go.</param>
    public static LoadPlan Create(IEnumerable<ScenarioGroup> groups, MediaPlan media, string room, TimeSpan churn)
    {
        var everybody = new List<ParticipantPlan>();
        var number = 0;
        foreach (var group in groups)
        {
            for (var index = 0; index < group.RoomCount; index++)
            {
                var name = $"{room}-{number++}";
                everybody.AddRange(PlanRoom(group, media, name));
                everybody.AddRange(PlanChurn(group, media, index, name, churn));
            }
        }

        return new(
            [.. everybody.Where(plan => plan.Publishes)],
            [.. everybody.Where(plan => !plan.Publishes && plan.JoinsAt is null)],
            [.. everybody.Where(plan => plan.JoinsAt is not null).OrderBy(plan => plan.JoinsAt)]);
    }

    private static IEnumerable<ParticipantPlan> PlanRoom(ScenarioGroup group, MediaPlan media, string room)
    {
        var publishers = group.Kind switch
        {
            ScenarioKind.Meeting or ScenarioKind.Audio => group.Participants,
            ScenarioKind.Webinar => group.Publishers,
            _ => 1,
        };
        var hasVideo = media.Video != VideoKind.None && group.Kind != ScenarioKind.Audio;
        var hasAudio = media.Audio != AudioKind.None;
        var ids = Enumerable.Range(0, publishers).Select(index => $"{room}-p{index}").ToList();
        for (var index = 0; index < publishers; index++)
        {
            yield return new(room, ids[index], hasVideo, hasAudio, hasVideo, [.. ids.Where(other => other != ids[index])])
            {
                Turn = (index, publishers),
            };
        }

        var viewers = group.Kind is ScenarioKind.Webinar or ScenarioKind.Livestream ? group.Viewers : 0;
        for (var index = 0; index < viewers; index++)
            yield return new(room, $"{room}-v{index}", false, false, hasVideo, ids);
    }

    /// <summary>Those who come and go; to one room after the other, so that all of them together come evenly.</summary>
    private static IEnumerable<ParticipantPlan> PlanChurn(
        ScenarioGroup group, MediaPlan media, int roomOfGroup, string room, TimeSpan churn)
    {
        var comers = group.Kind == ScenarioKind.Churn ? (int)(group.ChurnRate * churn.TotalSeconds) : 0;
        for (var index = roomOfGroup; index < comers; index += group.RoomCount)
        {
            yield return new(room, $"{room}-c{index}", false, false, media.Video != VideoKind.None, [$"{room}-p0"])
            {
                JoinsAt = TimeSpan.FromSeconds(index / group.ChurnRate),
                Stays = group.Stay,
            };
        }
    }

    private int PeakOfChurn()
    {
        var leaving = new Queue<TimeSpan>();
        var peak = 0;
        foreach (var plan in Churn)
        {
            while (leaving.TryPeek(out var leaves) && leaves <= plan.JoinsAt)
                leaving.Dequeue();
            leaving.Enqueue(plan.JoinsAt!.Value + plan.Stays!.Value);
            peak = Math.Max(peak, leaving.Count);
        }

        return peak;
    }
}
