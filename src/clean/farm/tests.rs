//! Tables of marked text: what stands between ⟦ and ⟧ must go, all else must stay.
