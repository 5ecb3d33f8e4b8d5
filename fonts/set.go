// A Set is the faces a document is laid out with, found by key.

package fonts

import "slices"

// Set is an ordered list of faces with different keys. It never changes; With
// makes a new one.
type Set struct{ faces []*Face }

// NewSet makes a set of faces; of two with one key the later one counts.
func NewSet(faces ...*Face) *Set { return (&Set{}).With(faces...) }

// Face returns the face called key.
func (s *Set) Face(key string) (*Face, bool) {
	for _, f := range s.faces {
		if f.key == key {
			return f, true
		}
	}
	return nil, false
}

// Faces returns the faces in order. The slice is the caller's.
func (s *Set) Faces() []*Face { return slices.Clone(s.faces) }

// With returns a set in which each of extra takes the place of the face with its
// key, or stands behind the others when the key is new.
func (s *Set) With(extra ...*Face) *Set {
	faces := slices.Clone(s.faces)
	for _, f := range extra {
		if i := slices.IndexFunc(faces, func(old *Face) bool { return old.key == f.key }); i >= 0 {
			faces[i] = f
		} else {
			faces = append(faces, f)
		}
	}
	return &Set{faces}
}

// Resolve returns the first of the named faces that draws r. Keys the set does not
// have are passed over. false means that r can be drawn by none of them: an error
// with its place, never a blank.
func (s *Set) Resolve(r rune, keys ...string) (*Face, bool) {
	for _, key := range keys {
		if f, ok := s.Face(key); ok && f.Covers(r) {
			return f, true
		}
	}
	return nil, false
}
