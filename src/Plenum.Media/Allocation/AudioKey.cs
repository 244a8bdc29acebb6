namespace Plenum.Media.Allocation;

/// <summary>Which sound is served before which.</summary>
/// <param name="Importance">Higher ones first.</param>
/// <param name="Loudness">Of equals: the louder.</param>
/// <param name="Index">Its place among the demands; of equals the first.</param>
internal readonly record struct AudioKey(AudioImportance Importance, double Loudness, int Index) : IComparable<AudioKey>
{
    public int CompareTo(AudioKey other)
    {
        var byImportance = ((int)other.Importance).CompareTo((int)Importance);
        var byLoudness = other.Loudness.CompareTo(Loudness);
        return byImportance != 0 ? byImportance : byLoudness != 0 ? byLoudness : Index.CompareTo(other.Index);
    }
}
