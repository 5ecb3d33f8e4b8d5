package disk

import (
	"os"
	"path/filepath"
)

// Lock takes the folder for one run; a second one gets ErrLocked. The lock ends with
// the process, so a killed run leaves none behind.
func Lock(folder string) (release func(), err error) {
	dir := filepath.Join(folder, Private)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, &Error{dir, err}
	}
	if release, err = lock(filepath.Join(dir, "lock")); err != nil {
		return nil, &Error{folder, err}
	}
	return release, nil
}
