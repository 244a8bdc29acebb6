using Plenum.Rtc;

namespace Plenum.Media.Allocation;

/// <summary>
/// Which sounds are sent over a path that does not carry all of them: who speaks is heard, the hum of seven silent rooms
/// is not. A pure function.
/// </summary>
public static class AudioSelection
{
    /// <summary>What sound may take where nobody speaks: beyond that pictures would stand still for a hum.</summary>
    private const double Share = 0.25;

    /// <summary>People who speak are heard up to this share, as many as one can tell apart, where pictures leave it.</summary>
    private const double SpeechShare = 0.6;

    /// <summary>What the path carries is not known better.</summary>
    private const double Certain = 0.9;
    private const int MostSpeakers = 3;

    /// <summary>Who is heard is not cut off by somebody about as loud.</summary>
    private const double Louder = 1.5;

    /// <summary>What was left out comes back when it fits with this to spare.</summary>
    internal const double ReturnMargin = 1.15;

    /// <summary>Chooses.</summary>
    /// <param name="demands">Everything that could be heard.</param>
    /// <param name="budget">What the path carries.</param>
    /// <param name="pictures">What the pictures take at the least: a second voice is heard where they still move.</param>
    /// <param name="heard">Gets whether each is sent, in the order of the demands.</param>
    public static void Choose(ReadOnlySpan<AudioDemand> demands, Bitrate budget, Bitrate pictures, Span<bool> heard)
    {
        Span<AudioKey> order = stackalloc AudioKey[demands.Length];
        for (var index = 0; index < order.Length; index++)
            order[index] = new(demands[index].Importance, LoudnessOf(demands[index]), index);
        order.Sort();
        var used = Bitrate.Zero;
        var chosen = 0;
        foreach (var (_, _, index) in order)
        {
            ref readonly var demand = ref demands[index];
            heard[index] = Fits(demand, used, chosen, budget, pictures);
            if (!heard[index])
                continue;
            used += demand.Bitrate;
            chosen++;
        }
    }

    private static bool Fits(in AudioDemand demand, Bitrate used, int chosen, Bitrate budget, Bitrate pictures)
    {
        // Somebody is always heard, whatever the estimate says.
        if (chosen == 0)
            return true;
        var isSpeech = demand.Importance >= AudioImportance.Speaking;
        var cost = demand.IsHeard ? demand.Bitrate : demand.Bitrate * ReturnMargin;
        var most = budget * Share;
        if (isSpeech && chosen < MostSpeakers)
            most = Bitrate.Max(most, Bitrate.Min(budget * SpeechShare, (budget * Certain) - pictures));
        return used + cost <= most;
    }

    private static double LoudnessOf(in AudioDemand demand) => demand.Loudness * (demand.IsHeard ? Louder : 1);
}
